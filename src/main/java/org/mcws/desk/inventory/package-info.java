/** The services that communities have, and the blueprints from which they are made. */
@ApplicationModule(
    displayName = "Inventory",
    allowedDependencies = {"engine", "web"})
package org.mcws.desk.inventory;

import org.springframework.modulith.ApplicationModule;
