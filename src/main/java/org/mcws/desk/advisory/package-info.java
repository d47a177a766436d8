/**
 * Published security problems: how they are written, whom they affect, and what has become known of
 * them since.
 */
@ApplicationModule(
    displayName = "Advisory",
    allowedDependencies = {"engine", "inventory", "platform", "web"})
package org.mcws.desk.advisory;

import org.springframework.modulith.ApplicationModule;
