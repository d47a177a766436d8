/** What updates of services tell to whoever has asked for them. */
@NamedInterface("events")
package org.mcws.desk.update.events;

import org.springframework.modulith.NamedInterface;
