package org.mcws.desk.platform.hosting.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.EngineMachine;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.HostingPlatform;
import org.mcws.desk.platform.hosting.HostingStage;
import org.mcws.desk.platform.hosting.Run;

/** What is Swarm's own, at three real Docker engines. */
class SwarmTrapsIT extends HostingStage {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(3);

  private static SwarmRig rig;
  private static Hosting hosting;

  @BeforeAll
  static void begin() throws IOException {
    rig = new SwarmRig(SWARM);
    rig.pushImages();
    hosting = rig.hosting();
  }

  @AfterAll
  static void end() throws IOException {
    rig.close();
  }

  @AfterEach
  void clear() {
    rig.clear();
  }

  @Override
  protected HostingPlatform platform() {
    return rig;
  }

  @Test
  void leavesNoVisitorStandingWhileItReplacesWhatRuns() {
    AppStatus before = running(site(goodImage(1)));

    hosting.deploy(ID, goodImage(2));

    AppStatus after =
        eventually(
            found -> {
              assertThat(rig.edge().visit("xy.example", "/")).startsWith("HTTP/1.1 200");
              return found.settled();
            });
    assertThat(taskIds(after)).doesNotContainAnyElementsOf(taskIds(before));
    assertThat(rig.visit("xy.example")).contains(goodImage(2));
  }

  @Test
  void waitsForNoContainerThatMindsNoSignal() {
    String deaf = rig.image("deaf");
    SWARM.push(deaf, "FROM " + goodImage(1) + "\nSTOPSIGNAL TERM\n");
    running(site(deaf));

    hosting.deploy(ID, goodImage(2));

    eventually(found -> found.tasks().size() == 2);
    assertThat(settled().image()).isEqualTo(goodImage(2));
  }

  @Test
  void checksASiteThatHasNoShell() {
    String bare = rig.image("bare");
    SWARM.push(
        bare,
        "FROM "
            + RealDocker.BASE
            + " AS base\nFROM scratch\nCOPY --from=base /bin/busybox /httpd\n"
            + "COPY --from=base /etc/passwd /www/index.html\n"
            + "CMD [\"/httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\nSTOPSIGNAL KILL\n");

    running(site(bare));

    assertThat(visit("xy.example")).contains("200 OK");
  }

  @Test
  void leavesNothingBehindOfItsChecks() {
    String careless = rig.image("careless");
    // Its first program never looks after what others have left.
    SWARM.push(
        careless,
        "FROM "
            + goodImage(1)
            + "\nCMD [\"sh\", \"-c\", \"httpd -p 8080 -h /www; exec sleep 100000\"]\n");
    String host = running(site(careless)).tasks().get(0).host();
    EngineMachine machine = machine(host);

    // Some checks have been made by then. One that has just ended is looked after in a moment; what
    // nobody looks after stays.
    List<String> before =
        await()
            .pollDelay(Duration.ofSeconds(4))
            .atMost(Duration.ofMinutes(1))
            .until(() -> programs(machine), programs -> !programs.isEmpty());
    List<String> ended = before.stream().filter(program -> program.startsWith("Z")).toList();
    await()
        .pollDelay(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(programs(machine)).isNotEmpty().noneMatch(ended::contains));
  }

  /** State and number of each program in the site's container. */
  private static List<String> programs(EngineMachine machine) {
    return machine
        .run(
            "sh",
            "-c",
            "docker exec $(docker ps -q --filter name=mozilla-xy_site | head -n 1) ps -o stat,pid")
        .lines()
        .toList();
  }

  @Test
  void isNotContentWithASiteThatListensOnlyToItself() {
    String selfish = rig.image("selfish");
    SWARM.push(
        selfish,
        "FROM "
            + goodImage(1)
            + "\nCMD [\"httpd\", \"-f\", \"-p\", \"127.0.0.1:8080\", \"-h\", \"/www\"]\n");

    hosting.ensure(site(selfish));

    AppStatus status = eventually(found -> found.lastFailure().isPresent());
    assertThat(status.lastFailure().orElseThrow().message()).contains("health check");
    assertThat(status.settled()).isFalse();
  }

  @Test
  void runsWhatTheTagMeantWhenItWasDeployed() {
    String moving = rig.image("moving");
    SWARM.push(moving, "FROM " + goodImage(1) + "\nRUN echo one > /www/index.html\n");
    running(site(moving));
    SWARM.push(moving, "FROM " + goodImage(1) + "\nRUN echo two > /www/index.html\n");

    hosting.restart(ID);
    settled();
    assertThat(visit("xy.example")).contains("one");
    running(withInstances(site(moving), 2));
    assertThat(visit("xy.example")).contains("one");
    assertThat(hosting.find(ID).orElseThrow().image()).isEqualTo(moving);
  }

  @Test
  void leavesAloneWhatOpsHaveAddedByHand() {
    running(site(goodImage(1)));
    byHand(
        "--cap-drop",
        "NET_RAW",
        "--sysctl-add",
        "net.core.somaxconn=100",
        "--ulimit-add",
        "nofile=512:512",
        "--label-add",
        "traefik.http.routers.mozilla-xy_site.middlewares=limit",
        "--container-label-add",
        "team=web",
        "--mount-add",
        "type=tmpfs,target=/cache",
        "--stop-grace-period",
        "3s");

    running(withInstances(site(goodImage(2)), 2));
    hosting.avoid(ID, "elsewhere");
    settled();

    JsonNode spec = rig.api().find("/services/mozilla-xy_site").orElseThrow().path("Spec");
    JsonNode container = spec.at("/TaskTemplate/ContainerSpec");
    assertThat(container.path("CapabilityDrop").toString()).contains("NET_RAW");
    assertThat(container.path("Sysctls").toString()).contains("somaxconn");
    assertThat(container.path("Ulimits").toString()).contains("nofile");
    assertThat(container.path("Labels").path("team").asText()).isEqualTo("web");
    assertThat(container.path("Mounts").toString()).contains("/cache").contains("/bin/busybox");
    assertThat(container.path("StopGracePeriod").asLong()).isEqualTo(3_000_000_000L);
    assertThat(spec.path("Labels").toString()).contains("middlewares");
  }

  @Test
  void seesAnImageThatSomebodyHasDeployedByHand() {
    running(site(goodImage(1)));

    byHand("--detach", "--image", goodImage(2));
    assertThat(hosting.find(ID).orElseThrow().image()).isEqualTo(goodImage(2));

    hosting.deploy(ID, goodImage(1));
    assertThat(settled().image()).isEqualTo(goodImage(1));
    assertThat(visit("xy.example")).contains(goodImage(1));
  }

  @Test
  void runsElsewhereWhenAMachineIsDrained() {
    AppStatus before = running(withInstances(site(goodImage(1)), 2));
    String host = before.tasks().get(0).host();

    SWARM.manager().run("docker", "node", "update", "--availability", "drain", host);
    try {
      AppStatus after =
          eventually(
              found -> {
                assertThat(rig.edge().visit("xy.example", "/")).startsWith("HTTP/1.1 200");
                return found.settled()
                    && found.tasks().stream().noneMatch(task -> task.host().equals(host));
              });
      assertThat(after.version()).isEqualTo(before.version());
    } finally {
      SWARM.manager().run("docker", "node", "update", "--availability", "active", host);
    }
  }

  @Test
  void runsElsewhereWhenAMachineDies() throws Exception {
    EngineMachine dying = SWARM.docker().machines().get(2);
    running(withInstances(site(goodImage(1)), 3));
    String container = dying.run("docker", "ps", "-q").strip();
    assertThat(container).isNotEmpty();

    dying.kill();
    try {
      AppStatus after =
          eventually(
              found ->
                  found.settled()
                      && found.tasks().stream()
                          .noneMatch(task -> task.host().equals(dying.name())));
      assertThat(after.tasks()).hasSize(3);
    } finally {
      bringBack(dying);
    }
  }

  private void bringBack(EngineMachine machine) throws Exception {
    machine.startAgain(SWARM.docker().registry());
    // The engine itself removes some of them.
    await()
        .atMost(patience())
        .until(
            () ->
                machine
                    .run(
                        "sh",
                        "-c",
                        "docker ps -aq | xargs -r docker rm -f >/dev/null 2>&1; docker ps -aq")
                    .isEmpty());
    await()
        .atMost(patience())
        .until(
            () ->
                SWARM
                    .manager()
                    .run("docker", "node", "inspect", "-f", "{{.Status.State}}", machine.name())
                    .contains("ready"));
  }

  @Test
  void letsGoOfARunWhoseMachineHasDied() throws Exception {
    String run = "20261128t0200z1f9c03ab";
    App job = withInstances(worker(unhealthyImage()), 0);
    hosting.ensure(job);
    hosting.avoid(ID, SWARM.manager().name());
    rig.runs().start(ID, run);
    await()
        .atMost(patience())
        .until(() -> rig.runs().find(ID, run).equals(Optional.of(Run.RUNNING)));
    EngineMachine dying =
        machine(hosting.find(Run.id(ID, run)).orElseThrow().tasks().get(0).host());

    dying.kill();
    try {
      await()
          .atMost(patience())
          .until(() -> rig.runs().find(ID, run).filter(Run::hasEnded).isPresent());
      assertThat(rig.runs().find(ID, run).orElseThrow().message()).contains("its machine");
      rig.runs().remove(ID, run);
      await().atMost(patience()).until(() -> rig.runs().find(ID, run).isEmpty());
    } finally {
      bringBack(dying);
    }
  }

  @Test
  void countsNoFailureOfAnEarlierLife() {
    AppStatus good = running(site(goodImage(1)));
    machine(good.tasks().get(0).host())
        .run("sh", "-c", "docker kill $(docker ps -q --filter name=mozilla-xy_site | head -n 1)");
    eventually(found -> found.settled() && found.failing().isPresent());
    running(site(goodImage(2)));

    hosting.rollBack(ID, good.version());

    AppStatus back = settled();
    assertThat(back.version()).isEqualTo(good.version());
    assertThat(back.lastFailure()).isPresent();
    assertThat(back.failing()).isEmpty();
  }

  private static EngineMachine machine(String host) {
    return SWARM.docker().machines().stream()
        .filter(one -> one.name().equals(host))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keepsOnlySoManyDefinitions() {
    running(site(goodImage(1)));
    for (int i = 1; i <= 25; i++) {
      hosting.scale(ID, 1 + i % 2);
    }
    assertThat(rig.api().list("/configs")).hasSize(20);

    hosting.remove(ID);

    assertThat(rig.api().list("/configs")).isEmpty();
  }

  @Test
  void doesOnceWhatItDidNotHearTheAnswerOf() {
    Hosting unlucky = rig.hosting(rig.settings(), new LostAnswers(rig.http(), "/services/create"));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> unlucky.ensure(site(goodImage(1))))
        .withMessageContaining("no whole answer");
    String version = hosting.find(ID).orElseThrow().version();
    hosting.ensure(site(goodImage(1)));

    assertThat(settled().version()).isEqualTo(version);
  }

  @Test
  void overwritesNothingThatSomebodyChangesAtTheSameMoment() {
    running(site(goodImage(1)));
    Hosting late =
        rig.hosting(
            rig.settings(),
            new Meanwhile(
                rig.http(), "/update", () -> byHand("--detach", "--label-add", "owner=ops")));

    late.deploy(ID, goodImage(2));

    assertThat(settled().image()).isEqualTo(goodImage(2));
    assertThat(settled().labels()).containsEntry("owner", "ops");
  }

  @Test
  void bringsBackWhatOpsHadMadeOfIt() {
    AppStatus made = running(site(goodImage(1)));
    byHand("--mount-add", "type=tmpfs,target=/cache");
    AppStatus changed = settled();
    assertThat(changed.version()).isNotEqualTo(made.version());
    hosting.deploy(ID, missingImage());
    eventually(found -> found.failing().isPresent());

    hosting.rollBack(ID, changed.version());

    assertThat(settled().version()).isEqualTo(changed.version());
    assertThat(container().path("Mounts").toString()).contains("/cache");
  }

  @Test
  void startsNothingAnewForAnOrderThatOpsHaveChanged() {
    running(site(goodImage(1)));
    byHand("--mount-add", "type=volume,source=data,target=/data", "--update-order", "stop-first");
    AppStatus before = settled();

    hosting.ensure(site(goodImage(1)));

    assertThat(hosting.find(ID).orElseThrow().version()).isEqualTo(before.version());
    running(withInstances(site(goodImage(1)), 2));
    assertThat(
            rig.api()
                .find("/services/mozilla-xy_site")
                .orElseThrow()
                .at("/Spec/UpdateConfig/Order")
                .asText())
        .isEqualTo("stop-first");
  }

  @Test
  void goesOnWithWhatSwarmHasGivenUp() {
    String late = rig.image("late");
    running(site(goodImage(1)));
    hosting.deploy(ID, late);
    eventually(found -> found.failing().isPresent() && state().equals("paused"));
    SWARM.push(late, "FROM " + goodImage(2) + "\n");

    hosting.deploy(ID, late);

    assertThat(settled().image()).isEqualTo(late);
    assertThat(visit("xy.example")).contains(goodImage(2));
  }

  @Test
  void goesOnWithARollBackThatSwarmHasGivenUp() {
    String late = rig.image("later");
    running(site(goodImage(1)));
    hosting.deploy(ID, late);
    String version =
        eventually(found -> found.failing().isPresent() && state().equals("paused")).version();
    SWARM.push(late, "FROM " + goodImage(2) + "\n");

    hosting.rollBack(ID, version);

    assertThat(settled().version()).isEqualTo(version);
    assertThat(visit("xy.example")).contains(goodImage(2));
  }

  @Test
  void changesNothingElseWhileInstancesAreReplaced() {
    running(site(goodImage(1)));
    hosting.deploy(ID, unhealthyImage());
    eventually(found -> found.tasks().size() == 2);

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.scale(ID, 2))
        .withMessageContaining("being replaced");
    assertThat(visit("xy.example")).contains(goodImage(1));
  }

  @Test
  void takesNoValueForATemplate() {
    String words = "{{.Node.Hostname}} {{range}} {{{{";
    App site = site(goodImage(1));
    String teller = rig.image("teller");
    SWARM.push(
        teller,
        "FROM "
            + goodImage(1)
            + "\nCMD [\"sh\", \"-c\", \"echo $LANG > /www/index.html; exec httpd -f -p 8080 -h"
            + " /www\"]\n");
    App app =
        new App(
            ID,
            teller,
            List.of(),
            Map.of("LANG", words),
            site.port(),
            site.hostNames(),
            site.healthPath(),
            site.resources(),
            1,
            site.labels());
    AppStatus before = running(app);

    assertThat(visit("xy.example")).contains(words);
    hosting.ensure(app);
    assertThat(hosting.find(ID).orElseThrow().version()).isEqualTo(before.version());
  }

  @Test
  void tellsAProgramItsSettings() {
    SWARM.push(rig.image("confiding"), teller(RealDocker.BASE));
    seesItsSettings(rig.image("confiding"));
  }

  @Test
  void keepsSecretsForAsLongAsADefinitionNeedsThem() {
    AppStatus first = running(site(goodImage(1)).with(settings("r1")));
    hosting.deploy(ID, goodImage(1), settings("r2"));
    settled();
    assertThat(secrets()).hasSize(4);
    SWARM.manager().run("docker", "service", "rollback", "--detach", "mozilla-xy_site");
    eventually(found -> found.settled() && found.labels().get(App.SETTINGS).equals("r1"));
    hosting.rollBack(ID, first.version());
    assertThat(secrets()).hasSize(4);

    for (int i = 1; i <= 21; i++) {
      hosting.deploy(ID, unhealthyImage(), settings("s" + i));
    }

    assertThat(rig.api().list("/configs")).hasSize(20);
    assertThat(secrets()).hasSize(2 * 21).doesNotContain("r1", "r2");
    hosting.remove(ID);
    assertThat(secrets()).isEmpty();
  }

  /** The revisions whose secrets there are. */
  private static List<String> secrets() {
    return StreamSupport.stream(rig.api().list("/secrets").spliterator(), false)
        .map(secret -> secret.at("/Spec/Labels").path(App.SETTINGS).asText())
        .toList();
  }

  @Test
  void removesTheSecretsOfAnAppThatSomebodyHasRemovedByHand() {
    running(site(goodImage(1)).with(settings("r1")));
    SWARM.manager().run("docker", "service", "rm", "mozilla-xy_site");

    hosting.remove(ID);

    assertThat(secrets()).isEmpty();
  }

  @Test
  void keepsSecretsForARunThatOutlivesItsApp() {
    String run = "20261128t0200z1f9c03ab";
    hosting.ensure(withInstances(worker(unhealthyImage()), 0).with(settings("r1")));
    rig.runs().start(ID, run);

    hosting.remove(ID);
    assertThat(secrets()).hasSize(2);
    rig.runs().remove(ID, run);

    assertThat(secrets()).isEmpty();
  }

  @Test
  void usesASecretThatIsThereAlready() {
    running(site(goodImage(1)));
    Hosting unlucky = rig.hosting(rig.settings(), new LostAnswers(rig.http(), "/secrets/create"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> unlucky.deploy(ID, goodImage(1), settings("r1")))
        .withMessageNotContaining("hidden");
    assertThat(secrets()).hasSize(1);

    hosting.deploy(ID, goodImage(1), settings("r1"));

    settled();
    assertThat(secrets()).hasSize(2);
  }

  @Test
  void usesNoSecretOfSomebodyElse() {
    running(site(goodImage(1)));
    hosting.deploy(ID, goodImage(1), settings("r1"));
    String name = container().path("Secrets").path(0).path("SecretName").asText();
    hosting.remove(ID);
    running(site(goodImage(1)));
    SWARM.manager().run("sh", "-c", "echo other | docker secret create " + name + " -");

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting.deploy(ID, goodImage(1), settings("r1")))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appRefused"))
        .withMessageContaining(name);
  }

  @Test
  void leavesSecretsAloneThatOpsHaveAdded() {
    SWARM.manager().run("sh", "-c", "echo ours | docker secret create of-ops -");
    running(site(goodImage(1)).with(settings("r1")));
    byHand("--secret-add", "of-ops");
    AppStatus before = settled();

    hosting.ensure(site(goodImage(1)).with(settings("r1")));
    assertThat(hosting.find(ID).orElseThrow().version()).isEqualTo(before.version());
    hosting.deploy(ID, goodImage(1), settings("r2"));

    assertThat(container().path("Secrets").findValuesAsText("SecretName"))
        .hasSize(3)
        .contains("of-ops");
    assertThat(hosting.definition(ID).orElseThrow().settings().environment())
        .containsOnlyKeys("LANG", "GREETING");
  }

  @Test
  void makesASecretAnewThatSomebodyRemovesAtTheSameMoment() {
    running(site(goodImage(1)));
    Hosting late =
        rig.hosting(
            rig.settings(),
            new Meanwhile(
                rig.http(),
                "/update",
                () ->
                    rig.api()
                        .list("/secrets")
                        .forEach(one -> rig.api().delete("/secrets/" + one.path("ID").asText()))));

    late.deploy(ID, goodImage(1), settings("r1"));

    settled();
    assertThat(secrets()).containsExactly("r1", "r1");
  }

  @Test
  void waitsForTheAnswerOfAServerThatMindsWhoHangsUp() {
    String mindful = rig.image("mindful");
    // It answers only if the client still listens after a while.
    SWARM.push(
        mindful,
        "FROM "
            + RealDocker.BASE
            + "\nRUN printf '%s\\n' '#!/bin/sh' 'while read -r line; do"
            + " [ ${#line} -le 1 ] && break; done' 'timeout 1 cat > /dev/null && exit 0'"
            + " 'printf \"HTTP/1.1 200 OK\\r\\n\\r\\nhere\"' > /answer && chmod 755 /answer\n"
            + "CMD [\"nc\", \"-ll\", \"-p\", \"8080\", \"-e\", \"/answer\"]\nSTOPSIGNAL KILL\n");

    hosting.ensure(site(mindful));

    assertThat(settled().tasks()).hasSize(1);
  }

  @Test
  void tellsNoOtherRegistryThePasswordOfThisOne() {
    running(site(goodImage(1)));
    List<String> logins = new CopyOnWriteArrayList<>();
    Hosting watched =
        rig.hosting(
            rig.settings(),
            new Watched(
                rig.http(),
                request -> {
                  if (request.path().contains("/update")) {
                    logins.add(request.headers().getOrDefault("X-Registry-Auth", "the old one"));
                  }
                }));

    watched.deploy(ID, goodImage(2));
    watched.deploy(ID, "registry.stranger.test/xy/site:1@sha256:" + "0".repeat(64));

    // Each may be said twice: Swarm also changes what it has only just been told.
    assertThat(logins.stream().map(SwarmTrapsIT::decoded).distinct())
        .hasSize(2)
        .first()
        .asString()
        .contains(RealDocker.PASSWORD);
    assertThat(decoded(logins.get(logins.size() - 1))).isEqualTo("{}");
  }

  private static String decoded(String login) {
    return new String(Base64.getUrlDecoder().decode(login), StandardCharsets.UTF_8);
  }

  @Test
  void isNotDeceivedByWhoeverAnswersInItsPlace() throws IOException {
    for (String body : List.of("{}", "[]", "<html>hello</html>", "")) {
      HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      other.createContext(
          "/",
          exchange -> {
            int status = body.isEmpty() ? 404 : 200;
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
      other.start();
      URI engine = URI.create("tcp://127.0.0.1:" + other.getAddress().getPort());
      try {
        says(engine, RealSwarm.NETWORK, hosting -> hosting.find(ID), "desk.hosting.swarm.engine");
        says(engine, RealSwarm.NETWORK, hosting -> hosting.remove(ID), "desk.hosting.swarm.engine");
      } finally {
        other.stop(0);
      }
    }
  }

  private static void byHand(String... changes) {
    List<String> command = new ArrayList<>(List.of("docker", "service", "update", "-q"));
    command.addAll(List.of(changes));
    command.addAll(List.of("--no-resolve-image", "mozilla-xy_site"));
    SWARM.manager().run(command.toArray(String[]::new));
  }

  private static JsonNode container() {
    return rig.api()
        .find("/services/mozilla-xy_site")
        .orElseThrow()
        .at("/Spec/TaskTemplate/ContainerSpec");
  }

  private static String state() {
    return rig.api()
        .find("/services/mozilla-xy_site")
        .orElseThrow()
        .at("/UpdateStatus/State")
        .asText();
  }

  @Test
  void saysWhatOpsHaveToMend() {
    URI worker = SWARM.docker().machines().get(1).engine().address();
    says(worker, RealSwarm.NETWORK, this::make, "docker swarm init");
    says(URI.create("unix:///nonexistent.sock"), RealSwarm.NETWORK, this::make, "engine runs");
    says(rig.settings().engine(), "other", this::make, "docker network create");
  }

  private void make(Hosting hosting) {
    hosting.ensure(site(goodImage(1)));
  }

  private void says(URI engine, String network, Consumer<Hosting> action, String advice) {
    SwarmSettings settings = rig.settings(engine, network);
    try (DockerHttpClient http =
        settings.dockerEngine().http(Duration.ofSeconds(2), Duration.ofSeconds(5))) {
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> action.accept(rig.hosting(settings, http)))
          .withMessageContaining(advice);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesNoNeighbourForAnApp() {
    running(site(goodImage(1)));
    String beginning =
        rig.api()
            .find("/services/mozilla-xy_site")
            .orElseThrow()
            .path("ID")
            .asText()
            .substring(0, 6);

    assertThat(hosting.find("/" + beginning)).isEmpty();
    assertThat(hosting.find("/mozilla-xy")).isEmpty();
  }

  @Test
  void makesRoomForLongNames() {
    String id = "/a-community-with-a-very-long-name-indeed/and-a-service-whose-name-is-long-too";
    App site = site(goodImage(1));
    App app =
        new App(
            id,
            site.image(),
            site.command(),
            site.settings(),
            site.port(),
            List.of("long.example"),
            site.healthPath(),
            site.resources(),
            1,
            site.labels());
    hosting.ensure(app);

    await()
        .atMost(patience())
        .until(() -> hosting.find(id).map(AppStatus::settled).equals(Optional.of(true)));
    assertThat(visit("long.example")).contains(goodImage(1));
    assertThat(ServiceName.of(id)).isNotEqualTo(ServiceName.of(id + "-2"));
    hosting.remove(id);
    assertThat(hosting.find(id)).isEmpty();
  }

  /** Nothing comes back of the first write of this kind, although it was done. */
  private static final class LostAnswers implements DockerHttpClient {
    private final DockerHttpClient http;
    private final String path;
    private boolean lost;

    LostAnswers(DockerHttpClient http, String path) {
      this.http = http;
      this.path = path;
    }

    @Override
    public Response execute(Request request) {
      Response response = http.execute(request);
      if (request.path().startsWith(path) && !lost) {
        lost = true;
        response.close();
        throw new IllegalStateException("the connection broke");
      }
      return response;
    }

    @Override
    public void close() {}
  }

  /** Somebody looks on. */
  private record Watched(DockerHttpClient http, Consumer<Request> watcher)
      implements DockerHttpClient {

    @Override
    public Response execute(Request request) {
      watcher.accept(request);
      return http.execute(request);
    }

    @Override
    public void close() {}
  }

  /** Somebody else is faster, once. */
  private static final class Meanwhile implements DockerHttpClient {
    private final DockerHttpClient http;
    private final String path;
    private Runnable other;

    Meanwhile(DockerHttpClient http, String path, Runnable other) {
      this.http = http;
      this.path = path;
      this.other = other;
    }

    @Override
    public Response execute(Request request) {
      if (request.path().contains(path)) {
        other.run();
        other = () -> {};
      }
      return http.execute(request);
    }

    @Override
    public void close() {}
  }
}
