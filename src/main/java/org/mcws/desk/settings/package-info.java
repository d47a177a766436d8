/** What every room may know of how this desk is set up, and how a wrong setting is reported. */
@ApplicationModule(
    displayName = "Settings",
    allowedDependencies = {})
package org.mcws.desk.settings;

import org.springframework.modulith.ApplicationModule;
