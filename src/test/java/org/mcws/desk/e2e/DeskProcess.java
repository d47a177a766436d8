package org.mcws.desk.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcws.desk.FreePort;

/** A desk in a process of its own; it keeps its home and its port over restarts. */
final class DeskProcess implements AutoCloseable {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration START = Duration.ofMinutes(4);
  private static final long STOP_SECONDS = 60;
  private static final int LAST_LINES = 40;

  private final Path home;
  private final Path log;
  private final int port = FreePort.take();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Process process;

  DeskProcess(Path folder) {
    home = folder.resolve("home");
    log = folder.resolve("desk.log");
  }

  /** Sets it up with an environment variable, from its next start on. */
  DeskProcess with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  /** Starts the packaged desk, as {@code java -jar} does. */
  DeskProcess startJar() {
    return start("-jar", packaged().toString());
  }

  /** Starts the packaged desk as who wants it to be fast: for tests that start it many times. */
  DeskProcess startUnpacked() {
    UnpackedDesk desk = UnpackedDesk.of(packaged());
    return start("-XX:SharedArchiveFile=" + desk.classes(), "-jar", desk.jar().toString());
  }

  /** Starts the desk from the compiler's output, as an IDE or {@code spring-boot:run} does. */
  DeskProcess startExploded() {
    String classpath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar") && !entry.endsWith("mcws-desk.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return start(
        "-cp", Path.of("target", "classes") + File.pathSeparator + classpath, "org.mcws.desk.Desk");
  }

  /** Ends it as a power cut does, its database included. */
  void kill() {
    List<ProcessHandle> database = database();
    killDeskOnly();
    database.forEach(ProcessHandle::destroyForcibly);
    database.forEach(DeskProcess::awaitEnd);
  }

  /** Ends only the desk; its database does not notice at once. */
  void killDeskOnly() {
    process.destroyForcibly();
    awaitEnd(process.toHandle());
  }

  Caller caller() {
    return new Caller("http://localhost:" + port);
  }

  /** What {@code GET /api/sandbox} says: where the sandbox servers listen. */
  JsonNode sandbox() {
    return caller().get("/api/sandbox").json();
  }

  /** An administrator deploys a table with other times in it. */
  void change(String table, Map<String, String> times) {
    String changed;
    try {
      changed = Files.readString(Path.of(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, String> time : times.entrySet()) {
      assertThat(changed).contains('"' + time.getKey() + '"');
      changed = changed.replace('"' + time.getKey() + '"', '"' + time.getValue() + '"');
    }
    String form =
        """
        --desk
        Content-Disposition: form-data; name="deployment-name"

        %1$s
        --desk
        Content-Disposition: form-data; name="table"; filename="%1$s"

        %2$s
        --desk--
        """
            .formatted(table, changed)
            .replace("\n", "\r\n");
    Caller.Answer deployed =
        caller()
            .as("admin")
            .with("Content-Type", "multipart/form-data; boundary=desk")
            .post("/engine-rest/deployment/create", form);
    assertThat(deployed.status()).as(deployed.toString()).isEqualTo(200);
  }

  /** Everything that the desk has printed so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as who runs it does, however long that takes. */
  void end() {
    process.destroy();
    await().atMost(START).until(() -> !process.isAlive());
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    List<ProcessHandle> left = database();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(DeskProcess::awaitEnd);
  }

  /** The processes of its PostgreSQL, which is no child of the desk; none once it has ended. */
  private List<ProcessHandle> database() {
    Path pid = home.resolve("postgres").resolve("postmaster.pid");
    if (!Files.exists(pid)) {
      return List.of();
    }
    try {
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip())).stream()
          .filter(found -> found.info().command().orElse("").contains("postgres"))
          .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path packaged() {
    Path jar = Path.of(System.getProperty("desk.jar", "target/mcws-desk.jar"));
    assertThat(jar).as("the packaged desk: run mvn verify, or mvn package before").exists();
    return jar;
  }

  /** Starts what {@code java} is to start, with options of its own before. */
  DeskProcess start(String... program) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.add("-Xmx512m");
    // It lives too short for a compiler that thinks long: half the processor time of a start.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(program));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(DESK|SPRING|SERVER)_.*"));
    environment.put("DESK_HOME", home.toString());
    environment.put("SERVER_PORT", Integer.toString(port));
    for (String server :
        List.of(
            "MARATHON", "MESOS", "SITES", "DNSAPI", "DNS", "MAILAPI", "SMTP", "IMAP", "REGISTRY")) {
      environment.put("DESK_SANDBOX_" + server + "PORT", "0");
    }
    environment.putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(250))
        .failFast(() -> assertThat(process.isAlive()).as("%s", lastLines()).isTrue())
        .until(this::isReady);
    return this;
  }

  private boolean isReady() {
    try {
      return Caller.isOpen(port) && caller().get("/actuator/health").status() == 200;
    } catch (UncheckedIOException hangsUp) {
      // It is about to be, or to die, which shows at the next look.
      return false;
    }
  }

  private String lastLines() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private static void awaitEnd(ProcessHandle ended) {
    await().atMost(Duration.ofSeconds(STOP_SECONDS)).until(() -> !ended.isAlive());
  }
}
