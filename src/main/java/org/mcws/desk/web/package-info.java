/** The desk's doors: who comes in, how a refusal reads, and requests that may be repeated. */
@ApplicationModule(
    displayName = "Web",
    allowedDependencies = {"engine", "settings"})
package org.mcws.desk.web;

import org.springframework.modulith.ApplicationModule;
