/**
 * The services that communities have, what they run, and the blueprints that they are made from.
 */
@ApplicationModule(
    displayName = "Inventory",
    allowedDependencies = {"engine", "platform", "web"})
package org.mcws.desk.inventory;

import org.springframework.modulith.ApplicationModule;
