/** One service is brought to another image, watched, and brought back if that fails. */
@ApplicationModule(
    displayName = "Update",
    allowedDependencies = {
      "audit",
      "community",
      "configuration",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::hosting",
      "platform::images",
      "settings",
      "status",
      "web"
    })
package org.mcws.desk.update;

import org.springframework.modulith.ApplicationModule;
