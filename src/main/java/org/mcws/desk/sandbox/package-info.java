/**
 * In-process stand-ins for the platform that speak its real protocols, so that the production
 * adapters run unchanged without one. Only there with the {@code sandbox} profile.
 */
@ApplicationModule(
    displayName = "Sandbox",
    allowedDependencies = {"platform", "settings"})
package org.mcws.desk.sandbox;

import org.springframework.modulith.ApplicationModule;
