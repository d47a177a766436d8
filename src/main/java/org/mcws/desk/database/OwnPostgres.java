package org.mcws.desk.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * The PostgreSQL that a desk starts for itself, with its data in the desk's home folder. It listens
 * on loopback only and asks everybody for a password.
 */
final class OwnPostgres implements JdbcConnectionDetails, AutoCloseable {

  private static final String NAME = "desk";

  /** A slow disk may take so long to keep what is only in memory. */
  private static final Duration ENDED_WITHIN = Duration.ofMinutes(1);

  private final DatabaseFolder folder;
  private final EmbeddedPostgres server;
  private final String password;

  private OwnPostgres(DatabaseFolder folder, EmbeddedPostgres server, String password) {
    this.folder = folder;
    this.server = server;
    this.password = password;
  }

  /** Starts it; a PostgreSQL that a killed desk left on the same folder is stopped before. */
  static OwnPostgres start(Path home, DatabaseSettings settings) {
    DatabaseFolder folder = DatabaseFolder.take(home);
    try {
      new LeftoverPostgres(folder.data(), ENDED_WITHIN).stop();
      folder.heal();
      EmbeddedPostgres server = start(folder, settings);
      try {
        String password = DatabaseFolder.randomPassword();
        prepare(server, password);
        folder.completed();
        return new OwnPostgres(folder, server, password);
      } catch (SQLException | IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    } catch (SQLException | IOException e) {
      folder.close();
      throw new IllegalStateException(
          "The desk's own PostgreSQL in "
              + home
              + " does not start: "
              + e.getMessage()
              + ". Its messages stand above",
          e);
    } catch (InterruptedException e) {
      folder.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://localhost:"
        + server.getPort()
        + "/"
        + NAME
        + "?ApplicationName=mcws-desk";
  }

  @Override
  public String getUsername() {
    return NAME;
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public void close() throws IOException {
    server.close();
    folder.close();
  }

  private static EmbeddedPostgres start(DatabaseFolder folder, DatabaseSettings settings)
      throws IOException {
    String superuserPassword = folder.password();
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.data())
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(folder.binaries().toFile())
        .setRegisterShutdownHook(false)
        .setPort(folder.port(settings.port()))
        .setPGStartupWait(settings.startTimeout())
        .setLocaleConfig("locale", "C.UTF-8")
        .setLocaleConfig("auth-host", "scram-sha-256")
        .setLocaleConfig("auth-local", "scram-sha-256")
        .setLocaleConfig("pwfile", folder.passwordFile().toString())
        .setConnectConfig("password", superuserPassword)
        // The library is made for tests: these take back what it turns off for speed.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", Integer.toString(settings.maxConnections()))
        .setServerConfig("unix_socket_directories", "''")
        .start();
  }

  /** The desk is no superuser; its password is new at every start and stays in memory. */
  private static void prepare(EmbeddedPostgres server, String password) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      String change =
          exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")
              ? "alter"
              : "create";
      statement.execute(change + " role " + NAME + " login password '" + password + "'");
      if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
        statement.execute("create database " + NAME + " owner " + NAME);
      }
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
