/** Who did what, when, through which channel and on whose behalf; never changed afterwards. */
@ApplicationModule(
    displayName = "Audit",
    allowedDependencies = {})
package org.mcws.desk.audit;

import org.springframework.modulith.ApplicationModule;
