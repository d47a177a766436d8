package org.mcws.desk.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** A desk whose settings name a database: migrations run there, and no other one is started. */
class NamedDatabaseIT {

  @TempDir private Path home;

  @Test
  void migrationsMakeTheEnginesTablesThereOnce() throws Exception {
    DatabaseSettings settings = new DatabaseSettings(0, 40, Duration.ofSeconds(30));
    try (OwnPostgres elsewhere = OwnPostgres.start(home, settings)) {
      ApplicationContextRunner desk =
          new ApplicationContextRunner()
              .withConfiguration(
                  AutoConfigurations.of(
                      DataSourceAutoConfiguration.class,
                      FlywayAutoConfiguration.class,
                      JdbcTemplateAutoConfiguration.class))
              .withUserConfiguration(Room.class)
              .withPropertyValues(
                  "spring.datasource.url=" + elsewhere.getJdbcUrl(),
                  "spring.datasource.username=" + elsewhere.getUsername(),
                  "spring.datasource.password=" + elsewhere.getPassword());
      for (int start = 1; start <= 2; start++) {
        desk.run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(OwnPostgres.class);
              JdbcTemplate database = context.getBean(JdbcTemplate.class);
              assertThat(
                      database.queryForObject(
                          "select version_ from act_ge_schema_log", String.class))
                  .isEqualTo(ProcessEngine.class.getPackage().getImplementationVersion());
              assertThat(
                      database.queryForList(
                          "select indexdef from pg_indexes where tablename = 'act_ru_task'",
                          String.class))
                  .anyMatch(index -> index.endsWith("(parent_task_id_)"));
            });
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({DeskSettings.class, DatabaseSettings.class})
  @Import({DatabaseConfiguration.class, EngineTables.class})
  static class Room {}
}
