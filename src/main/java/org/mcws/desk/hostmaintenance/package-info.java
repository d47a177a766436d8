/**
 * A machine of the platform is emptied, app by app, handed over to Ops for their work, and taken
 * back. The name is as long as the process's, since a "maintenance window" is the communities'.
 */
@ApplicationModule(
    displayName = "Host maintenance",
    allowedDependencies = {
      "audit",
      "engine",
      "notification",
      "platform",
      "platform::hosting",
      "platform::mesos",
      "settings",
      "web"
    })
package org.mcws.desk.hostmaintenance;

import org.springframework.modulith.ApplicationModule;
