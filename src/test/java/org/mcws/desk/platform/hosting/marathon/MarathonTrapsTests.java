package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.sandbox.Fault;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;

/** What goes wrong when Marathon is driven by a program, and how the adapter meets it. */
class MarathonTrapsTests {

  /** What lasts for a while lasts long enough to be seen, however busy the machine is. */
  private static final MarathonSandboxSettings UNHURRIED =
      SandboxRig.FAST.withSpeed(Duration.ofMillis(700), 0.05);

  private static final String OTHER = "/mozilla-xy/other";

  @TempDir Path folder;
  private SandboxRig rig;
  private MarathonHosting hosting;

  private void start(MarathonSandboxSettings settings) {
    rig = new SandboxRig(settings, folder);
    hosting = rig.hosting();
  }

  private void start() {
    start(SandboxRig.FAST);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private int versions() {
    return rig.json("GET", "/v2/apps" + Apps.ID + "/versions", null).path("versions").size();
  }

  private JsonNode app() {
    return rig.json("GET", "/v2/apps" + Apps.ID, null).path("app");
  }

  /** One deployment that touches two apps and never ends. */
  private String stuckTogetherWithAnotherApp() {
    String image = ",\"container\":{\"docker\":{\"image\":\"x:missing\"}}}";
    return rig.json(
            "PUT",
            "/v2/apps",
            "[{\"id\":\"" + OTHER + "\"" + image + ",{\"id\":\"" + Apps.ID + "\"" + image + "]")
        .path("deploymentId")
        .asText();
  }

  @Test
  void aDeploymentNeverFailsByItself() {
    start();
    hosting.ensure(Apps.site("broken"));

    AppStatus status = Apps.eventually(hosting, found -> found.lastFailure().isPresent());

    assertThat(status.deploying()).isTrue();
    assertThat(status.settled()).isFalse();
    assertThat(status.lastFailure().orElseThrow().state()).isEqualTo("TASK_KILLED");
    assertThat(status.lastFailure().orElseThrow().message()).contains("health check failed");
  }

  @Test
  void aDeploymentThatTouchesOtherAppsIsNeverBrokenOff() {
    start();
    hosting.ensure(Apps.site("1"));
    String version = Apps.settled(hosting).version();
    String deployment = stuckTogetherWithAnotherApp();
    Apps.eventually(hosting, found -> found.lastFailure().isPresent());

    List<Runnable> attempts =
        List.of(
            () -> hosting.ensure(Apps.site("2")),
            () -> hosting.rollBack(Apps.ID, version),
            () -> hosting.remove(Apps.ID));

    for (Runnable attempt : attempts) {
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(attempt::run)
          .withMessageContaining(deployment)
          .withMessageContaining("/v2/deployments");
    }
    assertThat(rig.json("GET", "/v2/deployments", null).findValuesAsText("id"))
        .contains(deployment);
  }

  @Test
  void aDeploymentThatMakesProgressIsWaitedFor() {
    start();
    hosting.ensure(Apps.site("slow"));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("2")))
        .withMessageContaining(app().path("deployments").path(0).path("id").asText());
    assertThat(Apps.settled(hosting).image()).endsWith(":slow");
  }

  @Test
  void aChangeOfTheImageKeepsVolumesParametersAndLabelsThatOpsSet() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);
    JsonNode app = app();
    String container =
        app.path("container")
            .toString()
            .replace(
                "\"volumes\":[]",
                "\"volumes\":[{\"containerPath\":\"/data\",\"hostPath\":\"/srv\",\"mode\":\"RW\"}]")
            .replace(
                "\"parameters\":[]", "\"parameters\":[{\"key\":\"cap-drop\",\"value\":\"ALL\"}]");
    String labels =
        app.path("labels").toString().replaceFirst("\\{", "{\"HAPROXY_0_USE_HSTS\":\"true\",");
    rig.marathon(
        "PUT", "/v2/apps" + Apps.ID, "{\"container\":" + container + ",\"labels\":" + labels + "}");
    Apps.settled(hosting);
    int before = versions();

    hosting.ensure(Apps.site("1"));
    assertThat(versions()).as("what Ops added is no reason for a restart").isEqualTo(before);
    hosting.ensure(Apps.site("2"));
    Apps.settled(hosting);

    JsonNode changed = app();
    assertThat(changed.at("/container/docker/image").asText()).endsWith(":2");
    assertThat(changed.at("/container/volumes/0/containerPath").asText()).isEqualTo("/data");
    assertThat(changed.at("/container/docker/parameters/0/key").asText()).isEqualTo("cap-drop");
    assertThat(changed.at("/container/portMappings")).isEqualTo(app.at("/container/portMappings"));
    assertThat(changed.at("/labels/HAPROXY_0_USE_HSTS").asText()).isEqualTo("true");
    assertThat(changed.at("/labels/HAPROXY_0_VHOST").asText()).isEqualTo("xy.example");
  }

  @Test
  void aDeployKeepsWhatOpsAddedAndItsPorts() {
    for (String version : List.of("1.4.9", "1.5.2")) {
      start(SandboxRig.FAST.withVersion(version));
      hosting.ensure(Apps.site("1"));
      Apps.settled(hosting);
      String container =
          app()
              .path("container")
              .toString()
              .replace(
                  "\"parameters\":[]", "\"parameters\":[{\"key\":\"cap-drop\",\"value\":\"ALL\"}]");
      rig.marathon("PUT", "/v2/apps" + Apps.ID, "{\"container\":" + container + "}");
      Apps.settled(hosting);
      JsonNode before = app();

      hosting.deploy(Apps.ID, "registry.example/xy/site:2");
      Apps.settled(hosting);

      ObjectNode expected = before.path("container").deepCopy();
      expected.withObject("/docker").put("image", "registry.example/xy/site:2");
      assertThat(app().path("container")).isEqualTo(expected);
      for (String field : List.of("env", "labels", "args", "healthChecks", "upgradeStrategy")) {
        assertThat(app().path(field)).as(field).isEqualTo(before.path(field));
      }
      hosting.remove(Apps.ID);
      rig.close();
    }
  }

  @Test
  void aRefusedDeployLeavesTheOldRunning() {
    start();
    hosting.ensure(Apps.site("1"));
    String version = Apps.settled(hosting).version();
    rig.sandbox().faults().add(new Fault(Fault.Kind.ERROR, "PUT", null, 1, 422, null, false));

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting.deploy(Apps.ID, "registry.example/xy/site:2"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appRefused"));

    AppStatus status = hosting.find(Apps.ID).orElseThrow();
    assertThat(status.settled()).isTrue();
    assertThat(status.version()).isEqualTo(version);
  }

  @Test
  void constraintsThatOpsSetStay() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);
    rig.marathon(
        "PUT",
        "/v2/apps" + Apps.ID,
        "{\"constraints\":[[\"cluster\",\"CLUSTER\",\"generic\"],[\"hostname\",\"UNIQUE\"]]}");
    Apps.settled(hosting);
    JsonNode before = app().path("constraints");

    hosting.avoid(Apps.ID, "agent-1.example");
    Apps.settled(hosting);
    assertThat(app().at("/constraints/2/2").asText()).isEqualTo("agent-1\\.example");
    hosting.allow(Apps.ID, "agent-1.example");
    Apps.settled(hosting);

    assertThat(app().path("constraints")).isEqualTo(before);
  }

  /** Bringing a definition back starts tasks, too: it waits for the same machine. */
  @Test
  void aDeployThatFindsNoMachineSaysSoAndTheWayBackNeedsOneToo() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);
    rig.marathon("PUT", "/v2/apps" + Apps.ID, "{\"constraints\":[[\"hostname\",\"UNIQUE\"]]}");
    AppStatus good = Apps.settled(hosting);
    // Marathon starts the new task before it stops the old one, which must stand alone.
    List<String> others =
        Stream.of("agent-1", "agent-2", "agent-3")
            .filter(agent -> !agent.equals(good.tasks().get(0).host()))
            .toList();
    others.forEach(rig.sandbox()::loseAgent);

    hosting.deploy(Apps.ID, "registry.example/xy/site:2");

    AppStatus stuck = Apps.eventually(hosting, found -> found.waitingFor().isPresent());
    assertThat(stuck.waitingFor().orElseThrow()).startsWith("UnfulfilledConstraint");
    assertThat(stuck.deploying()).isTrue();
    assertThat(stuck.failing()).isEmpty();
    assertThat(stuck.tasks()).singleElement().matches(AppStatus.Task::healthy);
    hosting.rollBack(Apps.ID, good.version());
    AppStatus back =
        Apps.eventually(
            hosting, found -> found.image().endsWith(":1") && found.waitingFor().isPresent());
    assertThat(back.tasks()).singleElement().matches(AppStatus.Task::healthy);
    rig.sandbox().returnAgent(others.get(0));
    assertThat(Apps.settled(hosting).image()).endsWith(":1");
  }

  @Test
  void aMachineThatIsLostInTheMiddleOfADeployDelaysIt() {
    start();
    hosting.ensure(Apps.site("1"));
    String host = Apps.settled(hosting).tasks().get(0).host();
    hosting.deploy(Apps.ID, "registry.example/xy/site:2-slow");
    Apps.eventually(hosting, found -> found.tasks().size() == 2);

    rig.sandbox().loseAgent(host);

    AppStatus lost = hosting.find(Apps.ID).orElseThrow();
    assertThat(lost.deploying()).isTrue();
    assertThat(lost.tasks()).noneMatch(AppStatus.Task::healthy);
    assertThat(Apps.settled(hosting).image()).endsWith(":2-slow");
  }

  @Test
  void anOldFailureIsNotOneOfWhatIsDeployedNext() {
    start();
    hosting.ensure(Apps.worker("crash"));
    assertThat(Apps.eventually(hosting, found -> found.failing().isPresent()).lastFailure())
        .isPresent();

    hosting.deploy(Apps.ID, "registry.example/xy/bot:2");

    AppStatus mended = Apps.settled(hosting);
    assertThat(mended.lastFailure()).isPresent();
    assertThat(mended.failing()).isEmpty();
    // More instances are another definition that starts no task anew.
    rig.marathon("PUT", "/v2/apps" + Apps.ID, "{\"instances\":2}");
    assertThat(Apps.settled(hosting).failing()).isEmpty();
  }

  @Test
  void environmentAndLabelsAreReplacedAsAWhole() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);

    hosting.ensure(Apps.worker("1"));
    Apps.settled(hosting);

    assertThat(app().path("env")).isEmpty();
    assertThat(app().path("labels").toString()).isEqualTo("{\"desk-service\":\"service-1\"}");
    assertThat(app().path("args")).isEmpty();
    assertThat(app().path("healthChecks")).isEmpty();
  }

  @Test
  void theSameDescriptionIsNotSentAgain() {
    for (String version : List.of("1.4.9", "1.5.2")) {
      start(SandboxRig.FAST.withVersion(version));
      hosting.ensure(Apps.site("1@sha256:" + "0".repeat(64)));
      Apps.settled(hosting);

      hosting.ensure(Apps.site("1@sha256:" + "0".repeat(64)));

      assertThat(versions()).isEqualTo(1);
      assertThat(app().path("deployments")).isEmpty();
      assertThat(app().at("/container/docker/image").asText()).contains("@sha256:0000");
      hosting.remove(Apps.ID);
      rig.close();
    }
  }

  @Test
  void aConstraintThatNoMachineMeetsIsNamed() {
    start();
    hosting.ensure(Apps.site("1", 3));
    Apps.settled(hosting);
    rig.marathon("PUT", "/v2/apps" + Apps.ID, "{\"constraints\":[[\"hostname\",\"UNIQUE\"]]}");

    AppStatus status = Apps.eventually(hosting, found -> found.waitingFor().isPresent());

    assertThat(status.waitingFor().orElseThrow())
        .startsWith("UnfulfilledConstraint")
        .contains("no machine meets its constraints");
    assertThat(status.deploying()).isTrue();
  }

  @Test
  void aLostTaskIsNeitherSettledNorTheEnd() {
    start(UNHURRIED);
    hosting.ensure(Apps.site("1"));
    String host = Apps.settled(hosting).tasks().get(0).host();

    rig.sandbox().loseAgent(host);
    AppStatus lost = hosting.find(Apps.ID).orElseThrow();
    assertThat(lost.settled()).isFalse();
    assertThat(lost.tasks()).noneMatch(AppStatus.Task::healthy);

    assertThat(Apps.settled(hosting).tasks()).noneMatch(task -> task.host().equals(host));
  }

  @Test
  void aTaskThatComesBackRunsTwiceForAWhile() {
    start(UNHURRIED);
    hosting.ensure(Apps.site("1"));
    String host = Apps.settled(hosting).tasks().get(0).host();
    rig.sandbox().loseAgent(host);
    Apps.eventually(hosting, found -> found.tasks().size() == 2);

    rig.sandbox().returnAgent(host);
    AppStatus twice = hosting.find(Apps.ID).orElseThrow();

    assertThat(twice.tasks()).hasSize(2);
    assertThat(twice.settled()).isFalse();
    assertThat(Apps.settled(hosting).tasks()).hasSize(1);
  }

  @Test
  void aCrashLoopWaitsInTheQueueAndSaysSo() {
    start();
    hosting.ensure(Apps.worker("crash"));

    AppStatus status =
        Apps.eventually(
            hosting,
            found ->
                found.waitingFor().filter(w -> w.startsWith("Backoff")).isPresent()
                    && found.failing().isPresent());

    assertThat(status.lastFailure().orElseThrow().state()).isEqualTo("TASK_FAILED");
    hosting.ensure(Apps.worker("1"));
    assertThat(Apps.settled(hosting).waitingFor()).isEmpty();
  }

  @Test
  void nothingLooksSettledRightAfterAChange() {
    start();
    hosting.ensure(Apps.site("1-slow"));
    assertThat(hosting.find(Apps.ID).orElseThrow().settled()).isFalse();
    Apps.settled(hosting);

    hosting.ensure(Apps.site("2-slow"));
    assertThat(hosting.find(Apps.ID).orElseThrow().settled()).isFalse();
  }

  @Test
  void aDeploymentThatMakesProgressIsEndedByTheImageThatIsToBeBroughtBack() {
    start();
    hosting.ensure(Apps.site("1"));
    String image = Apps.settled(hosting).image();
    hosting.ensure(Apps.site("slow"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.deploy(Apps.ID, image));

    hosting.deployInstead(Apps.ID, image);

    String version = hosting.find(Apps.ID).orElseThrow().version();
    assertThat(Apps.settled(hosting).image()).isEqualTo(image);
    hosting.deployInstead(Apps.ID, image);
    assertThat(hosting.find(Apps.ID).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void aCancelledDeploymentThatLeftTasksMixedIsNotSettled() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);
    hosting.ensure(Apps.site("broken"));
    Apps.eventually(hosting, found -> found.tasks().size() == 2);

    String id = app().path("deployments").path(0).path("id").asText();
    assertThat(rig.marathon("DELETE", "/v2/deployments/" + id + "?force=true", null).statusCode())
        .isEqualTo(202);

    AppStatus status = hosting.find(Apps.ID).orElseThrow();
    assertThat(status.deploying()).isFalse();
    assertThat(status.settled()).isFalse();
  }

  @Test
  void anAppThatItsOwnersSuspendedIsTheirs() {
    start();
    hosting.ensure(Apps.site("1"));
    Apps.settled(hosting);

    rig.marathon("PUT", "/v2/apps" + Apps.ID, "{\"instances\":0}");

    AppStatus suspended = Apps.eventually(hosting, found -> found.tasks().isEmpty());
    assertThat(suspended.instances()).isZero();
  }

  @Test
  void tooManyDeploymentsMeanWaitingNotRefusal() {
    start(SandboxRig.FAST.withMaxRunningDeployments(1));
    rig.marathon(
        "PUT",
        "/v2/apps" + OTHER,
        "{\"container\":{\"docker\":{\"image\":\"x:missing\"}},\"instances\":1}");

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("1")))
        .withMessageContaining("Max number (1) of running deployments")
        .withMessageContaining("/v2/deployments");
  }

  @Test
  void aSiteIsPublishedByTheProxysLabelsAndAWorkerIsNot() {
    start();
    hosting.ensure(Apps.site("1"));
    assertThat(app().at("/labels/HAPROXY_GROUP").asText()).isEqualTo("external");
    assertThat(app().at("/labels/HAPROXY_0_VHOST").asText()).isEqualTo("xy.example");
    Apps.settled(hosting);

    hosting.ensure(Apps.worker("1"));
    Apps.settled(hosting);

    assertThat(rig.visit("xy.example", "/")).startsWith("HTTP/1.1 404");
  }

  @Test
  void aWorkerIsGivenNoPortByDefault() {
    for (String version : List.of("1.4.9", "1.5.2")) {
      start(SandboxRig.FAST.withVersion(version));
      hosting.ensure(Apps.worker("1"));
      Apps.settled(hosting);
      JsonNode app = rig.json("GET", "/v2/apps" + Apps.ID, null).path("app");
      assertThat(app.path("tasks")).isNotEmpty().allMatch(task -> task.path("ports").isEmpty());
      hosting.remove(Apps.ID);
      rig.close();
    }
  }

  @Test
  void aWrongPasswordIsForOpsToMend() {
    String token = "token=secret-jwt";
    start(SandboxRig.FAST.withAuthorization(token));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.find(Apps.ID))
        .withMessageContaining("desk.hosting.marathon.username");
    assertThat(
            new MarathonHosting(
                    rig.settings("", "", "secret-jwt"), new ProxyLabels(), new NoOutput())
                .find(Apps.ID))
        .isEmpty();
    rig.close();

    start(SandboxRig.FAST.withAuthorization("Basic dTpww6R3"));
    assertThat(
            new MarathonHosting(rig.settings("u", "päw", ""), new ProxyLabels(), new NoOutput())
                .find(Apps.ID))
        .isEmpty();
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(
            () ->
                new MarathonHosting(
                        rig.settings("u", "geheim", ""), new ProxyLabels(), new NoOutput())
                    .find(Apps.ID))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
  }

  @Test
  void theSiteAnswersAgainAfterTheSandboxWasStartedAnew() {
    start();
    hosting.ensure(Apps.site("1"));
    String version = Apps.settled(hosting).version();
    hosting.ensure(Apps.site("2"));
    Apps.settled(hosting);
    rig.close();

    start();

    assertThat(Apps.settled(hosting).image()).endsWith(":2");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> rig.visit("xy.example", "/").contains("site:2"));
    hosting.rollBack(Apps.ID, version);
    assertThat(Apps.settled(hosting).image()).endsWith(":1");
  }
}
