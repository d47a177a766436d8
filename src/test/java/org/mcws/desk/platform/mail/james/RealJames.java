package org.mcws.desk.platform.mail.james;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mcws.desk.FreePort;

/**
 * Apache James 3.8.1 in a process of its own, with its data in memory. {@code
 * src/test/james/pom.xml} fetches it.
 */
public final class RealJames implements AutoCloseable {

  private static final Path LIB = Path.of("target/james/lib");
  private static final Path CONF = Path.of("src/test/james/conf");

  private final int api = FreePort.take();
  private final int smtp = FreePort.take();
  private final int imap = FreePort.take();
  private final Process process;

  private RealJames(Path home, Map<String, String> extraFiles) throws IOException {
    writeConfiguration(home.resolve("conf"), extraFiles);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dworking.directory=" + home,
                "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
                "-cp",
                LIB.toAbsolutePath() + "/*",
                "org.apache.james.MemoryJamesServerMain")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    try {
      await("James answers; its log is " + home.resolve("log"))
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !process.isAlive() || isHealthy());
      if (!process.isAlive()) {
        fail("James ended at once:%n%s", Files.readString(home.resolve("log")));
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one, or aborts the test out loud if it is not installed; where CI=true it must be.
   *
   * @param home an empty folder
   * @param extraFiles configuration files by name, in place of or beside the usual ones
   */
  public static RealJames start(Path home, Map<String, String> extraFiles) throws IOException {
    if (!Files.isDirectory(LIB)) {
      String hint = "Apache James is missing: mvn -q -f src/test/james/pom.xml package";
      if ("true".equals(System.getenv("CI"))) {
        fail(hint);
      }
      abort(hint);
    }
    return new RealJames(home.toAbsolutePath(), extraFiles);
  }

  public String url() {
    return "http://127.0.0.1:" + api;
  }

  public String smtp() {
    return "127.0.0.1:" + smtp;
  }

  public String imap() {
    return "127.0.0.1:" + imap;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isHealthy() {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url() + "/healthcheck"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void writeConfiguration(Path conf, Map<String, String> extraFiles) throws IOException {
    Files.createDirectories(conf);
    List<Path> templates;
    try (Stream<Path> all = Files.list(CONF)) {
      templates = all.toList();
    }
    for (Path template : templates) {
      Files.writeString(
          conf.resolve(template.getFileName()), withPorts(Files.readString(template)));
    }
    for (Map.Entry<String, String> extra : extraFiles.entrySet()) {
      Files.writeString(conf.resolve(extra.getKey()), withPorts(extra.getValue()));
    }
  }

  private String withPorts(String text) {
    return text.replace("@api@", String.valueOf(api))
        .replace("@smtp@", String.valueOf(smtp))
        .replace("@imap@", String.valueOf(imap));
  }
}
