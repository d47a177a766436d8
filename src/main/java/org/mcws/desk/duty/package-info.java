/** Who of Community Ops is on duty when, by the desk's own shifts and by a calendar elsewhere. */
@ApplicationModule(
    displayName = "Duty",
    allowedDependencies = {"audit", "engine", "notification", "platform", "settings", "web"})
package org.mcws.desk.duty;

import org.springframework.modulith.ApplicationModule;
