/**
 * What Community Ops look at: how everything stands at a glance, what waits for a person, and how
 * fast people and the desk have been. It asks the other rooms and changes nothing.
 */
@ApplicationModule(
    displayName = "Ops",
    allowedDependencies = {
      "approval",
      "duty",
      "engine",
      "recovery",
      "rollout",
      "status",
      "status::events"
    })
package org.mcws.desk.ops;

import org.springframework.modulith.ApplicationModule;
