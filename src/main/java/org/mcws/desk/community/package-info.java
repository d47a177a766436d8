/** Communities, their owners and owner lists, and the personal links that owners get by mail. */
@ApplicationModule(
    displayName = "Community",
    allowedDependencies = {"audit", "engine", "web"})
package org.mcws.desk.community;

import org.springframework.modulith.ApplicationModule;
