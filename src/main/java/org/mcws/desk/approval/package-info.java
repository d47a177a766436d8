/**
 * The question that one community's owners are asked before something changes, until it is
 * answered.
 */
@ApplicationModule(
    displayName = "Approval",
    allowedDependencies = {"audit", "community", "engine", "notification", "settings", "web"})
package org.mcws.desk.approval;

import org.springframework.modulith.ApplicationModule;
