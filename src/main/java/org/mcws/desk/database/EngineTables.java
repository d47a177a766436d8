package org.mcws.desk.database;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/**
 * Makes the engine's tables with the scripts that the engine itself brings. All of them, also for
 * what the desk does not use, because the engine's own upgrade scripts expect all tables.
 *
 * <p>An engine of another version needs a later migration with its upgrade script, and this one
 * then needs a copy of today's scripts, so that new and old databases come to the same end.
 */
@Component
class EngineTables implements JavaMigration {

  private static final List<String> SCRIPTS =
      List.of(
          "engine",
          "history",
          "identity",
          "case.engine",
          "case.history",
          "decision.engine",
          "decision.history");

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("1");
  }

  @Override
  public String getDescription() {
    return "engine tables";
  }

  @Override
  public Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) {
    Resource[] scripts =
        SCRIPTS.stream()
            .map(
                name ->
                    new ClassPathResource(
                        "org/camunda/bpm/engine/db/create/activiti.postgres.create."
                            + name
                            + ".sql"))
            .toArray(Resource[]::new);
    new ResourceDatabasePopulator(scripts).populate(context.getConnection());
  }
}
