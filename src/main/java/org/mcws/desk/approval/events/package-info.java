/** What approvals tell to whoever has asked for them. */
@NamedInterface("events")
package org.mcws.desk.approval.events;

import org.springframework.modulith.NamedInterface;
