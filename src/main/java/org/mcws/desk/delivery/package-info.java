/**
 * What communities push or upload, on its way to production: hooks and branches, builds, staging,
 * the owners' word, releases and the way back to them.
 */
@ApplicationModule(
    displayName = "Delivery",
    allowedDependencies = {
      "advisory",
      "approval::asking",
      "approval::events",
      "audit",
      "build",
      "build::events",
      "community",
      "configuration",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::dns",
      "platform::dockerfile",
      "platform::forge",
      "platform::hosting",
      "platform::sources",
      "secret",
      "settings",
      "status",
      "update::events",
      "web"
    })
package org.mcws.desk.delivery;

import org.springframework.modulith.ApplicationModule;
