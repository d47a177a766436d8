package org.mcws.desk.database;

import org.mcws.desk.settings.SettingProblem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Finds settings of the database that contradict each other, before anything is started. */
class DatabaseCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    if (isSet(environment, "spring.datasource.url")) {
      checkNamedDatabase(environment, environment.getProperty("spring.datasource.url"));
    } else {
      checkOwnDatabase(environment);
    }
  }

  private static void checkNamedDatabase(Environment environment, String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new SettingProblem(
          "spring.datasource.url",
          "names no PostgreSQL, the only database that the desk works with.",
          "Give a URL such as SPRING_DATASOURCE_URL=jdbc:postgresql://db.example.org:5432/desk.");
    }
    if (!isSet(environment, "spring.datasource.username") && !url.contains("user=")) {
      throw new SettingProblem(
          "spring.datasource.username",
          "is missing, although spring.datasource.url names a database.",
          "Set SPRING_DATASOURCE_USERNAME=desk and SPRING_DATASOURCE_PASSWORD.");
    }
    if (isSet(environment, "desk.database.port")) {
      throw new SettingProblem(
          "desk.database.port",
          "is set together with spring.datasource.url; the first is for the PostgreSQL that the"
              + " desk starts by itself, the second says that it starts none.",
          "Remove one of the two, for example with `unset DESK_DATABASE_PORT`.");
    }
  }

  private static void checkOwnDatabase(Environment environment) {
    if (isSet(environment, "spring.datasource.username")
        || isSet(environment, "spring.datasource.password")) {
      throw new SettingProblem(
          "spring.datasource.url",
          "is missing, although a user or password for a database is set.",
          "Give a URL such as SPRING_DATASOURCE_URL=jdbc:postgresql://db.example.org:5432/desk.");
    }
  }

  /** An empty setting, as container tools like to pass, is none. */
  private static boolean isSet(Environment environment, String property) {
    return StringUtils.hasText(environment.getProperty(property));
  }
}
