/**
 * What all doors to the platform share: how they speak HTTP and how they say that something is
 * refused or out of reach.
 */
@ApplicationModule(
    displayName = "Platform",
    allowedDependencies = {})
package org.mcws.desk.platform;

import org.springframework.modulith.ApplicationModule;
