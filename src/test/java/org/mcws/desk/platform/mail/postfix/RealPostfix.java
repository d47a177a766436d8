package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mcws.desk.FreePort;
import org.mcws.desk.platform.Commands;
import org.springframework.util.FileSystemUtils;

/**
 * Postfix and Dovecot with {@linkplain RealMailTables tables of their own}. They need Debian's
 * packages, and to be started by root.
 */
public final class RealPostfix implements AutoCloseable {

  private static final Path TEMPLATES = Path.of("src/test/postfix");

  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
  private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
  private static final String MAIL_USER = "5000:5000";

  private final Path home;
  private final Map<String, String> values = new HashMap<>();
  private final RealMailTables database;
  private Process dovecot;

  private RealPostfix(RealMailTables database, Path home) throws IOException {
    this.database = database;
    this.home = home;
    values.put("home", home.toString());
    values.put("instance", UUID.randomUUID().toString().substring(0, 8));
    values.put("database", String.valueOf(database.port()));
    for (String port : List.of("smtp", "imap", "lmtp", "doveadm")) {
      values.put(port, String.valueOf(FreePort.take()));
    }
    try {
      write();
      startDovecot();
      startPostfix();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Starts them, or aborts the test out loud if they are not installed; where CI=true they are. */
  public static RealPostfix start() throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root || !Stream.of(POSTFIX, DOVECOT).allMatch(Files::exists)) {
      String hint =
          "Missing: root, apt-get install postfix postfix-pgsql dovecot-imapd dovecot-lmtpd"
              + " dovecot-pgsql";
      if ("true".equals(System.getenv("CI"))) {
        fail(hint);
      }
      abort(hint);
    }
    return new RealPostfix(
        RealMailTables.start(),
        // Their users must find their way to it.
        Files.createTempDirectory(
            "postfix",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres";
  }

  int tablesPort() {
    return database.port();
  }

  DataSource tables() {
    return database.tables();
  }

  public String doveadm() {
    return address("doveadm");
  }

  public String smtp() {
    return address("smtp");
  }

  public String imap() {
    return address("imap");
  }

  /** How many mails lie in a folder of the machine. */
  long mails(String maildir) throws IOException {
    Path folder = home.resolve("mail").resolve(maildir);
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getParent().getFileName().toString().matches("new|cur"))
          .count();
    }
  }

  private String address(String port) {
    return "127.0.0.1:" + values.get(port);
  }

  private void write() throws IOException {
    try (Stream<Path> all = Files.walk(TEMPLATES)) {
      for (Path template : all.filter(Files::isRegularFile).toList()) {
        Path file = home.resolve(TEMPLATES.relativize(template));
        Files.createDirectories(file.getParent());
        String text = Files.readString(template);
        for (Map.Entry<String, String> value : values.entrySet()) {
          text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(file, text);
      }
    }
    for (String folder : List.of("mail", "mail/public", "queue", "data")) {
      Files.createDirectories(home.resolve(folder));
    }
    Commands.run("chown", "-R", MAIL_USER, home.resolve("mail").toString());
    Commands.run("chown", "postfix", home.resolve("data").toString());
  }

  private void startDovecot() throws IOException {
    dovecot =
        new ProcessBuilder(
                DOVECOT.toString(), "-F", "-c", home.resolve("dovecot/dovecot.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("dovecot.out").toFile())
            .start();
    await("Dovecot answers").atMost(Duration.ofSeconds(30)).until(() -> greets("imap", "* OK"));
  }

  private void startPostfix() {
    Commands.run(POSTFIX.toString(), "-c", home.resolve("postfix").toString(), "start");
    await("Postfix answers").atMost(Duration.ofSeconds(30)).until(() -> greets("smtp", "220"));
  }

  private boolean greets(String port, String words) {
    try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(values.get(port)))) {
      byte[] greeting = socket.getInputStream().readNBytes(words.length());
      return new String(greeting, StandardCharsets.US_ASCII).equals(words);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (dovecot != null) {
        new ProcessBuilder(POSTFIX.toString(), "-c", home.resolve("postfix").toString(), "stop")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("stop.out").toFile())
            .start()
            .waitFor(20, TimeUnit.SECONDS);
        dovecot.destroy();
        dovecot.waitFor(10, TimeUnit.SECONDS);
      }
      database.close();
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
