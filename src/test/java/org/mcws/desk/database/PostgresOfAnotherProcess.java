package org.mcws.desk.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that starts PostgreSQL as a desk does, writes a row and waits to be killed. */
final class PostgresOfAnotherProcess implements AutoCloseable {

  private static final String READY = "ready";

  private final Process process;
  private final Path home;

  private PostgresOfAnotherProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  static PostgresOfAnotherProcess start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PostgresOfAnotherProcess.class.getName(),
                home.toString())
            .redirectError(new File(home.toString() + ".err"))
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    for (String line = out.readLine(); !READY.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("ended before it was ready: " + seen);
      }
      seen.append(line).append('\n');
    }
    return new PostgresOfAnotherProcess(process, home);
  }

  ProcessHandle postmaster() throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("postgres/postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();
  }

  /** Kills the process that started PostgreSQL, not PostgreSQL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    OwnPostgres postgres =
        OwnPostgres.start(Path.of(args[0]), new DatabaseSettings(0, 20, Duration.ofSeconds(30)));
    try (Connection connection =
        DriverManager.getConnection(
            postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword())) {
      connection
          .createStatement()
          .execute("create table if not exists kept (n int); insert into kept values (1)");
    }
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
