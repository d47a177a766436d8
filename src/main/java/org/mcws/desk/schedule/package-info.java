/**
 * Services that run to their end whenever their time comes: timetables, runs and what they print.
 */
@ApplicationModule(
    displayName = "Schedules",
    allowedDependencies = {
      "audit",
      "community",
      "engine",
      "inventory",
      "notification",
      "platform",
      "platform::hosting",
      "settings",
      "web"
    })
package org.mcws.desk.schedule;

import org.springframework.modulith.ApplicationModule;
