/**
 * What services' programs are told when they start, apart from their repositories: variables and
 * secrets, in numbered revisions for staging and for production.
 */
@ApplicationModule(
    displayName = "Configuration",
    allowedDependencies = {"audit", "engine", "inventory", "platform::hosting", "secret", "web"})
package org.mcws.desk.configuration;

import org.springframework.modulith.ApplicationModule;
