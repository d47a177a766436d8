/**
 * The desk's PostgreSQL: its own one, started with the desk, or the one that the settings name; and
 * the migrations that make the engine's tables and the desk's.
 */
@ApplicationModule(
    displayName = "Database",
    allowedDependencies = {"settings"})
package org.mcws.desk.database;

import org.springframework.modulith.ApplicationModule;
