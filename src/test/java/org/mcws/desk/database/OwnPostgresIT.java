package org.mcws.desk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.FreePort;
import org.mcws.desk.settings.SettingProblem;

@Timeout(120)
class OwnPostgresIT {

  private static final DatabaseSettings SETTINGS =
      new DatabaseSettings(0, 20, Duration.ofSeconds(20));

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void homeIsNew() {
    home = folder.resolve("home");
  }

  @Test
  void keepsRowsAndStopsTheServerThatAKilledDeskLeft() throws Exception {
    ProcessHandle leftover;
    try (PostgresOfAnotherProcess killed = PostgresOfAnotherProcess.start(home)) {
      leftover = killed.postmaster();
      killed.kill();
      assertThat(leftover.isAlive()).isTrue();
    }
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      // Its id lives until the machine's first process has asked for its exit code.
      await().atMost(10, TimeUnit.SECONDS).until(() -> !leftover.isAlive());
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void startsAtOnceAfterTheDeskAndItsServerWereKilledTogether() throws Exception {
    try (PostgresOfAnotherProcess killed = PostgresOfAnotherProcess.start(home)) {
      ProcessHandle postmaster = killed.postmaster();
      List<ProcessHandle> children = postmaster.children().toList();
      killed.kill();
      postmaster.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void startsWhileTheServerThatAKilledDeskLeftIsEndingByItself() throws Exception {
    try (PostgresOfAnotherProcess killed = PostgresOfAnotherProcess.start(home)) {
      ProcessHandle postmaster = killed.postmaster();
      killed.kill();
      postmaster.destroy();
    }
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void startsThoughTheServerThatAKilledDeskLeftDoesNotEnd() throws Exception {
    try (PostgresOfAnotherProcess killed = PostgresOfAnotherProcess.start(home)) {
      ProcessHandle postmaster = killed.postmaster();
      List<ProcessHandle> stuck =
          Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
      killed.kill();
      for (ProcessHandle process : stuck) {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
      }
    }
    new LeftoverPostgres(home.resolve("postgres"), Duration.ofSeconds(1)).stop();
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void unpacksAgainWhatWasUnpackedHalf() throws Exception {
    try (PostgresOfAnotherProcess first = PostgresOfAnotherProcess.start(home)) {
      ProcessHandle postmaster = first.postmaster();
      first.kill();
      postmaster.destroy();
      postmaster.onExit().join();
    }
    try (Stream<Path> binaries = Files.list(home.resolve("postgres-binaries"))) {
      Path unpacked = binaries.findFirst().orElseThrow();
      Files.delete(unpacked.resolve(".exists"));
      Files.delete(unpacked.resolve("bin/postgres"));
      Files.writeString(unpacked.resolve("bin/postgres"), "half");
    }
    try (PostgresOfAnotherProcess second = PostgresOfAnotherProcess.start(home)) {
      ProcessHandle postmaster = second.postmaster();
      assertThat(postmaster.isAlive()).isTrue();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("postgres-binaries"))))
          .isEqualTo("rwx------");
      second.kill();
      postmaster.destroy();
      postmaster.onExit().join();
    }
  }

  @Test
  void aSecondDeskOnTheSameFolderFailsAtOnceAndSaysWhy() throws Exception {
    try (PostgresOfAnotherProcess first = PostgresOfAnotherProcess.start(home)) {
      assertThatThrownBy(() -> OwnPostgres.start(home, SETTINGS))
          .isInstanceOf(SettingProblem.class)
          .hasMessageContaining("desk.home is in use")
          .hasMessageContaining(home.toString());
      ProcessHandle postmaster = first.postmaster();
      assertThat(postmaster.isAlive()).isTrue();
      first.kill();
      postmaster.destroy();
      postmaster.onExit().join();
    }
  }

  @Test
  void putsADatabaseAsideWhoseMakingWasInterrupted() throws Exception {
    Path data = Files.createDirectories(home.resolve("postgres"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    Files.writeString(data.resolve("postgresql.conf"), "");
    OwnPostgres.start(home, SETTINGS).close();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files)
          .anyMatch(file -> file.getFileName().toString().startsWith("postgres-incomplete-"));
    }
  }

  @Test
  void startsThoughAnotherProgramHasTheLastServersProcessId() throws Exception {
    OwnPostgres.start(home, SETTINGS).close();
    Files.writeString(
        home.resolve("postgres/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + home.resolve("postgres") + "\n0\n1\n\n\n\n");
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(ask(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void isSafeToKeepDataIn() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
      assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres, "show max_connections")).isEqualTo("20");
      assertThat(ask(postgres, "show listen_addresses")).isEqualTo("localhost");
      assertThat(ask(postgres, "select datcollate from pg_database where datname = 'desk'"))
          .isEqualTo("C.UTF-8");
      assertThat(ask(postgres, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
      assertThat(postgres.getJdbcUrl())
          .contains(":" + Files.readString(home.resolve("postgres-port")).strip() + "/");
      String superuserPassword = Files.readString(home.resolve("postgres-password")).strip();
      try (Connection superuser = connect(postgres, "postgres", superuserPassword)) {
        assertThat(ask(superuser, "show unix_socket_directories")).isEmpty();
      }
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThatThrownBy(() -> connect(postgres, "desk", "wrong").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> connect(postgres, "postgres", "").close())
          .isInstanceOf(SQLException.class);
      Path file = home.resolve("postgres-password");
      connect(postgres, "postgres", Files.readString(file).strip()).close();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      for (String closed : List.of("", "postgres")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(closed))))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void keepsItsPort() throws Exception {
    // The system hands its own kind out again, perhaps between the two.
    Files.createDirectories(home);
    Files.writeString(home.resolve("postgres-port"), Integer.toString(FreePort.take()));
    String first;
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      first = postgres.getJdbcUrl();
    }
    try (OwnPostgres postgres = OwnPostgres.start(home, SETTINGS)) {
      assertThat(postgres.getJdbcUrl()).isEqualTo(first);
    }
  }

  @Test
  void namesTheSettingWhosePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DatabaseSettings settings =
          new DatabaseSettings(taken.getLocalPort(), 20, Duration.ofSeconds(20));
      assertThatThrownBy(() -> OwnPostgres.start(home, settings))
          .isInstanceOf(SettingProblem.class)
          .hasMessageContaining("desk.database.port");
    }
  }

  @Test
  void saysThatThePasswordIsLost() throws Exception {
    OwnPostgres.start(home, SETTINGS).close();
    Files.delete(home.resolve("postgres-password"));
    assertThatThrownBy(() -> OwnPostgres.start(home, SETTINGS))
        .isInstanceOf(SettingProblem.class)
        .hasMessageContaining("postgres-password is missing");
  }

  private static String ask(OwnPostgres postgres, String question) throws SQLException {
    try (Connection connection = connect(postgres, "desk", postgres.getPassword())) {
      return ask(connection, question);
    }
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(OwnPostgres postgres, String user, String password)
      throws SQLException {
    return DriverManager.getConnection(postgres.getJdbcUrl(), user, password);
  }
}
