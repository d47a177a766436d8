/** What happens to builds. */
@NamedInterface("events")
package org.mcws.desk.build.events;

import org.springframework.modulith.NamedInterface;
