/** The services that communities have, and the blueprints from which they are made. */
@ApplicationModule(displayName = "Inventory", allowedDependencies = {})
package org.mcws.desk.inventory;

import org.springframework.modulith.ApplicationModule;
