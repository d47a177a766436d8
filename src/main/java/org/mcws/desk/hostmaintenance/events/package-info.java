/** What the maintenance of machines tells to the other rooms. */
@NamedInterface("events")
package org.mcws.desk.hostmaintenance.events;

import org.springframework.modulith.NamedInterface;
