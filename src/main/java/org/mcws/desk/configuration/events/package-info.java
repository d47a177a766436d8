/** What happens to configurations. */
@NamedInterface("events")
package org.mcws.desk.configuration.events;

import org.springframework.modulith.NamedInterface;
