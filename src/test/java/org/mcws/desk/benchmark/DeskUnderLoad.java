package org.mcws.desk.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.mcws.desk.Desk;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A whole desk with its sandbox and everything on, as it is shipped but for the settings that are
 * named here. It uses a database that is counted.
 */
final class DeskUnderLoad implements AutoCloseable {

  /** A wait of four hours lasts 72 seconds. No wait is shorter than a second. */
  static final double PACE = 0.005;

  /**
   * A setting by which no probes are made but at the start. At a rehearsal's pace they would look
   * at each site once a second.
   */
  static final String WITHOUT_PROBES = "desk.status.plan-every=P1D";

  private final ConfigurableApplicationContext context;

  /**
   * @param agents how many machines the hosting platform has
   * @param more settings as {@code name=value}
   */
  DeskUnderLoad(Database database, int agents, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("spring.datasource.url=" + database.url());
    settings.add("spring.datasource.username=postgres");
    settings.add("spring.datasource.password=postgres");
    settings.add("desk.sandbox.agents=" + agents);
    settings.add("logging.level.root=WARN");
    context =
        SpringApplication.run(
            Desk.class, settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JdbcTemplate jdbc() {
    return bean(JdbcTemplate.class);
  }

  /** Somebody outside, who is known by name and password. */
  Caller caller(String user, String password) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return new Caller("http://127.0.0.1:" + port, user, password);
  }

  /** The setting of the sandbox or of the command line. */
  String setting(String name) {
    return context.getEnvironment().getProperty(name);
  }

  @Override
  public void close() {
    context.close();
  }
}
