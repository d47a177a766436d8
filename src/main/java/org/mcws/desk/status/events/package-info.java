/** What probes tell to whoever minds. */
@NamedInterface("events")
package org.mcws.desk.status.events;

import org.springframework.modulith.NamedInterface;
