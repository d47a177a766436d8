/** Where the communities' containers run. */
@ApplicationModule(displayName = "Platform: hosting", allowedDependencies = "platform")
package org.mcws.desk.platform.hosting;

import org.springframework.modulith.ApplicationModule;
