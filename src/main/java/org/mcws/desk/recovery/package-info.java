/** A service that is down is noticed, helped up and talked about until it is up again. */
@ApplicationModule(
    displayName = "Recovery",
    allowedDependencies = {
      "audit",
      "community",
      "duty",
      "engine",
      "hostmaintenance::events",
      "inventory",
      "notification",
      "platform",
      "platform::dns",
      "platform::hosting",
      "platform::mail",
      "platform::mesos",
      "settings",
      "status",
      "status::events",
      "update::events",
      "web"
    })
package org.mcws.desk.recovery;

import org.springframework.modulith.ApplicationModule;
