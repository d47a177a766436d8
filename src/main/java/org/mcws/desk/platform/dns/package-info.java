/** The names under which the communities are found. */
@ApplicationModule(displayName = "Platform: dns", allowedDependencies = "platform")
package org.mcws.desk.platform.dns;

import org.springframework.modulith.ApplicationModule;
