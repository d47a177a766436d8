/** The machines that run the communities' containers, and when they are out of service. */
@NamedInterface("mesos")
package org.mcws.desk.platform.mesos;

import org.springframework.modulith.NamedInterface;
