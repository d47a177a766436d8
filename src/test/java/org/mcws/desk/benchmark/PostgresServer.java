package org.mcws.desk.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL of a run: that which the desk brings along, with the same settings, but it counts
 * statements, and no checkpoint falls into a measurement.
 */
final class PostgresServer implements AutoCloseable {

  private static final String SUPERUSER = "postgres";

  private final Path folder = Path.of("target", "bench", "postgres-" + UUID.randomUUID());
  private final EmbeddedPostgres server;

  PostgresServer() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.resolve("data").toAbsolutePath())
              .setOverrideWorkingDirectory(folder.resolve("programs").toFile().getAbsoluteFile())
              .setRegisterShutdownHook(false)
              .setLocaleConfig("locale", "C.UTF-8")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "150")
              .setServerConfig("unix_socket_directories", "''")
              .setServerConfig("shared_preload_libraries", "pg_stat_statements")
              .setServerConfig("pg_stat_statements.max", "10000")
              .setServerConfig("checkpoint_timeout", "1h")
              .setServerConfig("max_wal_size", "16GB")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jdbc().execute("create extension pg_stat_statements");
  }

  String version() {
    return jdbc().queryForObject("show server_version", String.class);
  }

  /** A new database. */
  Database create(String name) {
    jdbc().execute("create database " + name);
    return new Database(name, server.getJdbcUrl(SUPERUSER, name), server.getPostgresDatabase());
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(server.getPostgresDatabase());
  }

  @Override
  public void close() {
    try {
      server.close();
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
