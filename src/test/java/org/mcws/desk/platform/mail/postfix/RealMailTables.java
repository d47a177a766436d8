package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mcws.desk.platform.Commands;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of its own, whose tables postfixadmin itself has made, by Debian's package. */
final class RealMailTables implements AutoCloseable {

  static final String USER = "postgres";

  /** What is unpacked: installed, it would bring a web server. */
  private static final Path POSTFIXADMIN = Path.of("target/postfixadmin");

  private static final Path SETTINGS = Path.of("src/test/postfixadmin/config.local.php");
  private static final Path PHP = Path.of("/usr/bin/php");

  private final EmbeddedPostgres server;
  private int copies;

  private RealMailTables() throws IOException {
    server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
    try {
      makeTables();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Starts it, or aborts the test out loud if postfixadmin is not there; where CI=true it is. */
  static RealMailTables start() throws IOException {
    if (!Stream.of(POSTFIXADMIN, PHP).allMatch(Files::exists)) {
      String hint =
          "Missing: apt-get install php-cli php-pgsql php-mbstring, apt-get download postfixadmin,"
              + " dpkg -x postfixadmin_*.deb target/postfixadmin";
      if ("true".equals(System.getenv("CI"))) {
        fail(hint);
      }
      abort(hint);
    }
    return new RealMailTables();
  }

  int port() {
    return server.getPort();
  }

  DataSource tables() {
    return server.getPostgresDatabase();
  }

  /**
   * Copies the tables while nobody uses them.
   *
   * @return the database that they are in
   */
  synchronized String copy() {
    String name = "copy" + ++copies;
    new JdbcTemplate(server.getTemplateDatabase())
        .execute("create database " + name + " template postgres");
    return name;
  }

  DataSource tables(String copy) {
    return server.getDatabase(USER, copy);
  }

  /** By postfixadmin's own upgrade, which begins with an empty database. */
  private void makeTables() throws IOException {
    Path home = Files.createTempDirectory("postfixadmin");
    try {
      Path program = home.resolve("program");
      Commands.run(
          "cp",
          "-a",
          POSTFIXADMIN.resolve("usr/share/postfixadmin").toString(),
          program.toString());
      for (String settings : List.of("config.inc.php", "config.local.php")) {
        Files.deleteIfExists(program.resolve(settings));
      }
      // Debian reads its own settings of the database there.
      Files.writeString(
          program.resolve("config.inc.php"),
          Files.readString(POSTFIXADMIN.resolve("etc/postfixadmin/config.inc.php"))
              .replaceFirst(
                  "require_once\\(.dbconfig.inc.php.\\);", "\\$dbserver = \\$dbtype = '';"));
      Files.writeString(
          program.resolve("config.local.php"),
          Files.readString(SETTINGS).replace("@database@", String.valueOf(port())));
      Commands.runIn(program.resolve("public"), "php", "upgrade.php");
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
