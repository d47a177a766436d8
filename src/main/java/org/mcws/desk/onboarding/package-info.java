/**
 * A community asks for services, people vouch and promise, and the desk makes what was asked for.
 */
@ApplicationModule(
    displayName = "Onboarding",
    allowedDependencies = {
      "audit",
      "build",
      "build::events",
      "community",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::hosting",
      "platform::dns",
      "platform::dockerfile",
      "platform::images",
      "platform::mail",
      "schedule",
      "settings",
      "status",
      "web"
    })
package org.mcws.desk.onboarding;

import org.springframework.modulith.ApplicationModule;
