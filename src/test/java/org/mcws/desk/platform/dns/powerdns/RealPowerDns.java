package org.mcws.desk.platform.dns.powerdns;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.FreePort;
import org.mcws.desk.platform.Installed;

/** A PowerDNS of its own for a test class, with an empty database. */
final class RealPowerDns implements Installed, BeforeAllCallback, AfterAllCallback {

  private static final Path SERVER = Path.of("/usr/sbin/pdns_server");
  private static final Path SCHEMA =
      Path.of("/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql");
  private static final Path SQLITE = Path.of("/usr/bin/sqlite3");
  private static final String KEY = "real-key";
  private static final int STARTS = 3;

  private static final String MISSING =
      "PowerDNS is missing: apt-get install pdns-server pdns-backend-sqlite3 sqlite3";

  private Path folder;
  private Process process;
  private DnsServerUnderTest address;

  DnsServerUnderTest address() {
    return address;
  }

  @Override
  public String missing() {
    return MISSING;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireInstalled();
    folder = Files.createTempDirectory("pdns");
    createDatabase();
    // A port that was free may be taken before the server binds it.
    for (int i = 0; i < STARTS && (process == null || !process.isAlive()); i++) {
      start();
    }
    if (!process.isAlive()) {
      fail("PowerDNS does not start:\n" + Files.readString(folder.resolve("log")));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void createDatabase() throws IOException, InterruptedException {
    Path database = folder.resolve("pdns.db");
    Process sqlite =
        new ProcessBuilder(SQLITE.toString(), database.toString())
            .redirectInput(SCHEMA.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(sqlite.getInputStream().readAllBytes());
    if (sqlite.waitFor() != 0) {
      fail("no database for PowerDNS: " + output);
    }
    if (isRoot()) {
      var nobody =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(folder, nobody);
      Files.setOwner(database, nobody);
    }
  }

  private void start() throws IOException {
    int dnsPort = FreePort.take();
    int apiPort = FreePort.take();
    Files.writeString(
        folder.resolve("pdns.conf"),
        String.join(
            "\n",
            "launch=gsqlite3",
            "gsqlite3-database=" + folder.resolve("pdns.db"),
            "gsqlite3-pragma-synchronous=0",
            "local-address=127.0.0.1",
            "local-port=" + dnsPort,
            "socket-dir=" + folder,
            "daemon=no",
            "guardian=no",
            "disable-syslog=yes",
            "api=yes",
            "api-key=" + KEY,
            "webserver=yes",
            "webserver-address=127.0.0.1",
            "webserver-port=" + apiPort,
            "webserver-allow-from=127.0.0.0/8",
            // It would ask the internet whether it is secure.
            "security-poll-suffix=",
            "default-soa-content=ns1.@ hostmaster.@ 0 10800 3600 604800 60",
            "allow-axfr-ips=",
            "receiver-threads=1",
            "distributor-threads=1",
            // Else a change is served late.
            "cache-ttl=0",
            "query-cache-ttl=0",
            "negquery-cache-ttl=0",
            "zone-cache-refresh-interval=0",
            ""));
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(List.of(SERVER.toString(), "--config-dir=" + folder));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    address =
        new DnsServerUnderTest(
            URI.create("http://127.0.0.1:" + apiPort), KEY, "127.0.0.1:" + dnsPort);
    await("PowerDNS answers or has given up").until(() -> !process.isAlive() || address.answers());
  }

  @Override
  public boolean isInstalled() {
    return Stream.of(SERVER, SCHEMA, SQLITE).allMatch(Files::exists);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
