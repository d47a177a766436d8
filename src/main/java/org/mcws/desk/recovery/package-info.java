/** A service that is down is noticed, helped up and talked about until it is up again. */
@ApplicationModule(
    displayName = "Recovery",
    allowedDependencies = {"engine", "settings"})
package org.mcws.desk.recovery;

import org.springframework.modulith.ApplicationModule;
