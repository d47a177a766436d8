/** Every service that an advisory affects is brought to a fixed version, ring by ring. */
@ApplicationModule(
    displayName = "Rollout",
    allowedDependencies = {
      "advisory",
      "approval::asking",
      "approval::events",
      "audit",
      "community",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::images",
      "settings",
      "status",
      "update::events",
      "web"
    })
package org.mcws.desk.rollout;

import org.springframework.modulith.ApplicationModule;
