/**
 * What visitors of the communities' services get to see, watched by the desk's own probes, and what
 * the public is told of it.
 */
@ApplicationModule(
    displayName = "Status",
    allowedDependencies = {
      "audit",
      "community",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::dns",
      "platform::hosting",
      "platform::mail",
      "settings",
      "web"
    })
package org.mcws.desk.status;

import org.springframework.modulith.ApplicationModule;
