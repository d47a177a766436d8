package org.mcws.desk.platform.dns.update;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.FreePort;
import org.mcws.desk.platform.Installed;

/** A BIND of its own for a test class, set up as the page about the settings says. */
final class RealBind implements Installed, BeforeAllCallback, AfterAllCallback {

  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final Path SERVER = Path.of("/usr/sbin/named");
  private static final List<Path> PROGRAMS =
      List.of(SERVER, Path.of("/usr/sbin/rndc"), Path.of("/usr/bin/nsupdate"));
  private static final int STARTS = 3;

  private Path folder;
  private Process process;
  private BindUnderTest address;

  BindUnderTest address() {
    return address;
  }

  @Override
  public String missing() {
    return "BIND is missing: apt-get install bind9 bind9-utils bind9-dnsutils";
  }

  @Override
  public boolean isInstalled() {
    return PROGRAMS.stream().allMatch(Files::exists);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireInstalled();
    folder = Files.createTempDirectory("bind");
    // Where it is installed AppArmor would keep it from this folder.
    Files.copy(SERVER, folder.resolve("named"), StandardCopyOption.COPY_ATTRIBUTES);
    if (isRoot()) {
      giveToNobody(folder);
    }
    // A port that was free may be taken before the server binds it.
    for (int i = 0; i < STARTS && (process == null || !process.isAlive()); i++) {
      start();
    }
    if (!process.isAlive()) {
      fail("BIND does not start:\n" + Files.readString(folder.resolve("log")));
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

  private void start() throws IOException {
    int dnsPort = FreePort.take();
    int controlPort = FreePort.take();
    String control =
        "key \"control\" { algorithm hmac-sha256; secret \"Y29udHJvbC1rZXktb2YtYS10ZXN0\"; };\n";
    Files.writeString(
        folder.resolve("rndc.conf"),
        control
            + "options { default-server 127.0.0.1; default-key \"control\"; default-port %d; };\n"
                .formatted(controlPort));
    Files.writeString(
        folder.resolve("named.conf"),
        control
            + keys()
            + """
            options {
              directory "%1$s"; pid-file none; session-keyfile "%1$s/session.key";
              managed-keys-directory "%1$s"; key-directory "%1$s"; lock-file none;
              listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              recursion no; dnssec-validation no; notify no; empty-zones-enable no;
              allow-new-zones yes;
            };
            controls { inet 127.0.0.1 port %3$d allow { 127.0.0.1; } keys { "control"; }; };
            """
                .formatted(folder, dnsPort, controlPort));
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(
        List.of(folder.resolve("named").toString(), "-g", "-n", "1", "-c", folder + "/named.conf"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    address = new BindUnderTest(folder, "127.0.0.1:" + dnsPort, statement("zone"), zoneFile());
    await("BIND answers or has given up").until(() -> !process.isAlive() || address.answers());
  }

  /** The page's key, and others that a test may take for it. */
  private static String keys() throws IOException {
    return statement("key")
        + """
        key "sha512" { algorithm hmac-sha512; secret "%1$s"; };
        key "stranger" { algorithm hmac-sha256; secret "%1$s"; };
        """
            .formatted(BindUnderTest.SECRET);
  }

  /** A statement of the configuration on the page. */
  private static String statement(String what) throws IOException {
    Matcher statement = Pattern.compile("(?sm)^" + what + " .*?^};\n").matcher(block("named"));
    assertThat(statement.find()).isTrue();
    return statement.group();
  }

  private static String zoneFile() throws IOException {
    return block("zone")
        .replace("ns1.example.org.", "ns1.example.")
        .replace("ns2.example.org.", "ns2.example.");
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?sm)^```" + language + "\n(.*?)^```$").matcher(Files.readString(PAGE));
    assertThat(block.find()).as("%s has a block of %s", PAGE, language).isTrue();
    return block.group(1);
  }

  private static void giveToNobody(Path folder) throws IOException {
    Files.setOwner(
        folder,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
