package org.mcws.desk.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.platform.GitServer;
import org.mcws.desk.platform.GitServer.Work;
import org.mcws.desk.platform.HostPrograms;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Examples and repositories, built with a real engine, and run as the platform would. */
@ProcessTest
class RealBuildsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  @RegisterExtension static final GitServer GIT = new GitServer();

  private static final long MEMORY = 64L * 1024 * 1024;

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private BuildOrders orders;
  @Autowired private Door door;
  private DeliveredSite site;
  private String container;

  @DynamicPropertySource
  static void realEngine(DynamicPropertyRegistry settings) {
    settings.add("desk.builds.engine", () -> DOCKER.engine().address());
    settings.add("desk.builds.repository", () -> DOCKER.registry() + "/communities");
    settings.add("desk.builds.pull", () -> "false");
    settings.add("desk.sources.known-hosts", GIT::host);
    settings.add("desk.images.registries[0].host", DOCKER::registry);
    settings.add("desk.images.registries[0].url", () -> "http://" + DOCKER.registry());
    settings.add("desk.images.registries[0].username", () -> RealDocker.USER);
    settings.add("desk.images.registries[0].password", () -> RealDocker.PASSWORD);
  }

  /** What the examples start from, as far as this machine has it. */
  @BeforeAll
  static void whatTheyStartFrom() {
    HostPrograms.build(
        DOCKER.client(),
        "debian:12-slim",
        "python:3.13-slim",
        "node:22-slim",
        "nginxinc/nginx-unprivileged:1.29-alpine");
  }

  @BeforeEach
  void service() {
    site = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
  }

  @AfterEach
  void clear() {
    if (container != null) {
      DOCKER.client().removeContainerCmd(container).withForce(true).exec();
    }
    site.remove();
  }

  @Test
  void theScriptWorksAndEndsWhenToldTo() {
    run(built("bash-script"), "PAUSE=1");
    await().atMost(PATIENCE).until(() -> log().split("the work is done").length > 2);
    assertThat(stopped()).isZero();
    assertThat(log()).contains("told to stop");
  }

  @Test
  void theScheduledScriptDoesItsWorkAndEnds() {
    run(built("scheduled-script"));
    await().atMost(PATIENCE).until(() -> log().contains("the work is done"));
    assertThat(DOCKER.client().waitContainerCmd(container).start().awaitStatusCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"telegram-bot-python", "telegram-bot-node"})
  void theBotAnswersAndEndsWhenToldTo(String starter) throws IOException {
    List<String> said = new CopyOnWriteArrayList<>();
    HttpServer telegram = telegram(said);
    try {
      run(
          built(starter),
          "BOT_TOKEN=123:abc",
          "TELEGRAM_API=http://" + DOCKER.desk() + ":" + telegram.getAddress().getPort());
      await().atMost(PATIENCE).until(() -> !said.isEmpty());
      assertThat(said.get(0)).contains("You said: hello").contains("42");
      assertThat(stopped()).isZero();
      assertThat(log()).contains("listening", "told to stop").doesNotContain("123:abc");
    } finally {
      telegram.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"telegram-bot-python", "telegram-bot-node"})
  void withoutATokenTheBotWaitsForIt(String starter) {
    run(built(starter));
    await().atMost(PATIENCE).until(() -> log().contains("waiting for the variable BOT_TOKEN"));
    assertThat(stopped()).isZero();
  }

  @Test
  void theSiteServesItsPage() throws IOException, InterruptedException {
    run(built("static-site"));
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + DOCKER.host() + ":8080/")).build();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> client.send(request, BodyHandlers.ofString()).body().contains("It works"));
  }

  @Test
  void whatTheBuildSaysIsInTheImageIsInTheInventory() {
    String bill =
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{\"type\":\"library\","
            + "\"name\":\"lodash\",\"version\":\"4.17.20\",\"purl\":\"pkg:npm/lodash@4.17.20\"}]}";
    orders.place(
        site.id(),
        BuildSource.ofDockerfile(
            "FROM debian:12-slim\nRUN echo '"
                + bill
                + "' > /sbom.cdx.json\nUSER 1\nCMD [\"sh\"]\n"),
        "ops");
    BuildHands.work(desk);
    assertThat(orders.newest(site.id()).orElseThrow().logTail())
        .contains("Bill of materials with 1 packages taken.");
    assertThat(door.get("ops", "/api/services/" + site.id() + "/changes").text())
        .contains("Packages in the bill of materials: 1.");
  }

  @Test
  void aBillOfMaterialsThatIsNoneDoesNotHoldUpTheBuild() {
    orders.place(
        site.id(),
        BuildSource.ofDockerfile(
            "FROM debian:12-slim\nRUN echo nonsense > /sbom.cdx.json\nUSER 1\nCMD [\"sh\"]\n"),
        "ops");
    BuildHands.work(desk);
    BuildProgress build = orders.newest(site.id()).orElseThrow();
    assertThat(build.image()).isPresent();
    assertThat(build.logTail()).contains("The bill of materials was not taken");
  }

  @Test
  void aRepositoryIsBuiltByItsCommit() {
    Work work = GIT.repository("garden");
    work.file(
            "bot/docker/Dockerfile",
            "FROM debian:12-slim\nCOPY words /words\nUSER 1\nCMD [\"cat\", \"/words\"]\n")
        .file("bot/words", "first")
        .file("other/words", "not these");
    String first = work.push("First");
    GitSource bot = new GitSource(work.url(), "main", "bot", "docker/Dockerfile");
    String image = built(BuildSource.ofGit(bot));
    assertThat(image).contains("/bot:git-" + first.substring(0, 12) + "@sha256:");
    run(image);
    await().atMost(PATIENCE).until(() -> log().equals("first"));
    // The same commit is the same image, another one is another.
    assertThat(built(BuildSource.ofGit(bot))).isEqualTo(image);
    work.file("bot/words", "second");
    String second = work.push("Second");
    assertThat(built(BuildSource.ofGit(bot)))
        .contains("/bot:git-" + second.substring(0, 12) + "@sha256:");
  }

  @ParameterizedTest
  @CsvSource({
    "gone, '', '', has no branch or tag gone",
    "main, nowhere, '', has no folder nowhere",
    "main, way, '', has no folder way",
    "main, '', nothing/Dockerfile, There is no file nothing/Dockerfile",
    "main, '', out, There is no file out",
    "main, '', way/hosts, There is no file way/hosts",
  })
  void whatARepositoryLacksIsSaid(String ref, String folder, String dockerfile, String words)
      throws IOException {
    Work work = GIT.repository("lack" + UUID.randomUUID());
    Files.createSymbolicLink(work.folder().resolve("way"), Path.of("/etc"));
    Files.createSymbolicLink(work.folder().resolve("out"), Path.of("/etc/hosts"));
    work.push("First");
    orders.place(
        site.id(), BuildSource.ofGit(new GitSource(work.url(), ref, folder, dockerfile)), "ops");
    BuildHands.work(desk);
    BuildProgress build = orders.newest(site.id()).orElseThrow();
    assertThat(build.ended()).isTrue();
    assertThat(build.message().orElseThrow()).contains(words);
  }

  private String built(String starter) {
    return built(BuildSource.ofStarter(starter));
  }

  private String built(BuildSource source) {
    orders.place(site.id(), source, "ops");
    BuildHands.work(desk);
    BuildProgress build = orders.newest(site.id()).orElseThrow();
    assertThat(build.image()).as("%s", build).isPresent();
    return build.image().get();
  }

  /** As the platform runs it: by its digest, without privileges, with little memory. */
  private void run(String image, String... environment) {
    DockerClient docker = DOCKER.client();
    String pinned = image.replaceFirst(":[a-z]+-[0-9a-f]+@", "@");
    DOCKER.pull(pinned);
    CreateContainerCmd command =
        docker
            .createContainerCmd(pinned)
            .withEnv(environment)
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withMemory(MEMORY)
                    .withReadonlyRootfs(true)
                    .withCapDrop(Capability.ALL)
                    .withPortBindings(PortBinding.parse("8080:8080")));
    container = command.exec().getId();
    docker.startContainerCmd(container).exec();
  }

  /** Tells it to stop, and gives its exit code; 137 if it had to be killed. */
  private int stopped() {
    DOCKER.client().stopContainerCmd(container).withTimeout(10).exec();
    return DOCKER
        .client()
        .inspectContainerCmd(container)
        .exec()
        .getState()
        .getExitCodeLong()
        .intValue();
  }

  private String log() {
    return DOCKER.log(container);
  }

  /** Has one message for the bot, and keeps what the bot says. */
  private static HttpServer telegram(List<String> said) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress(DOCKER.desk(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/bot123:abc/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String result = "[]";
          if (exchange.getRequestURI().getPath().endsWith("/sendMessage")) {
            said.add(body);
            result = "{}";
          } else if (asked.getAndIncrement() == 0) {
            result = "[{\"update_id\":7,\"message\":{\"chat\":{\"id\":42},\"text\":\"hello\"}}]";
          }
          byte[] answer = ("{\"ok\":true,\"result\":" + result + "}").getBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
