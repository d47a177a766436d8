/**
 * Images that are built from what communities hand in: orders, the nodes that work on them, what
 * they print and how they end.
 */
@ApplicationModule(
    displayName = "Builds",
    allowedDependencies = {
      "community",
      "engine",
      "inventory",
      "platform",
      "platform::dockerfile",
      "platform::images",
      "platform::sources",
      "settings",
      "web"
    })
package org.mcws.desk.build;

import org.springframework.modulith.ApplicationModule;
