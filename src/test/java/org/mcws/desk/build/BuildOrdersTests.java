package org.mcws.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.build.ImageBuild.Reason;
import org.mcws.desk.build.events.BuildEnded;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of an order for an image; the engine and the registry are the sandbox's. */
@ProcessTest
class BuildOrdersTests {

  private static final Instant NOON = Instant.parse("2027-03-02T11:00:00Z");
  private static final String GOOD =
      "FROM debian:12-slim\nRUN echo made\nUSER 1000\nCMD [\"sleep\", \"60\"]\n";
  private static final String STARTER = "telegram-bot-python";

  @Autowired private Door door;
  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private BuildOrders orders;
  @Autowired private ImageBuilds builds;
  @Autowired private BuildWorker worker;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Clock clock;
  private DeliveredSite site;

  private final List<BuildEnded> ended = new CopyOnWriteArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ears =
      new ApplicationListener<>() {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
          if (event.getPayload() instanceof BuildEnded end) {
            ended.add(end);
          }
        }
      };

  @BeforeEach
  void stage() {
    desk.addApplicationListener(ears);
    ClockUtil.setCurrentTime(Date.from(NOON));
    site = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
  }

  @AfterEach
  void clear() {
    desk.removeApplicationListener(ears);
    ClockUtil.reset();
    door.send(null, "DELETE", "/api/sandbox/engine/faults", null);
    site.remove();
  }

  @Test
  void anOrderBecomesAnImage() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), site.ana());
    assertThat(shown(id).path("state").asText()).isEqualTo("waiting");
    BuildHands.work(desk);
    JsonNode build = shown(id);
    assertThat(build.path("state").asText()).isEqualTo("built");
    assertThat(build.path("image").asText())
        .matches(
            "registry\\.example/communities/"
                + site.slug()
                + "/bot:files-[0-9a-f]{12}@sha256:[0-9a-f]{64}");
    assertThat(build.path("findings")).isEmpty();
    assertThat(door.get(site.ana(), "/api/builds/" + id + "/log").text())
        .contains("RUN echo made", "Successfully built");
    assertThat(ended)
        .containsExactly(
            new BuildEnded(
                id,
                site.id(),
                site.slug(),
                builds.findById(id).orElseThrow().image(),
                builds.findById(id).orElseThrow().digest(),
                site.ana()));
  }

  @Test
  void theSameFilesGiveTheSameImage() {
    UUID first = orders.place(site.id(), BuildSource.ofStarter(STARTER), "ops");
    BuildHands.work(desk);
    UUID second = orders.place(site.id(), BuildSource.ofStarter(STARTER), "ops");
    BuildHands.work(desk);
    assertThat(second).isNotEqualTo(first);
    assertThat(shown(second).path("image")).isEqualTo(shown(first).path("image"));
  }

  @Test
  void whoOrdersTwiceMeansTheSame() {
    UUID first = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    assertThat(orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops")).isEqualTo(first);
    BuildHands.work(desk);
    assertThat(ended).hasSize(1);
  }

  @Test
  void onlyTheCommunityAndOpsSeeIt() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    BuildHands.work(desk);
    DeliveredSite other = DeliveredSite.worker(desk, "ghcr.io/other/bot:1");
    try {
      assertThat(door.get("ops", "/api/builds/" + id).status()).isEqualTo(200);
      assertThat(door.get(other.ana(), "/api/builds/" + id).status()).isEqualTo(404);
      assertThat(door.get(other.ana(), "/api/builds/" + id + "/log").status()).isEqualTo(404);
      String list = "/api/services/" + site.id() + "/builds";
      assertThat(door.get(other.ana(), list).status()).isEqualTo(404);
      assertThat(door.get(site.ben(), list).json().path("items")).hasSize(1);
      assertThat(door.get(null, "/api/builds/" + id).status()).isEqualTo(401);
    } finally {
      other.remove();
    }
  }

  @Test
  void aDockerfileWithErrorsIsNotBuilt() {
    UUID id =
        orders.place(
            site.id(), BuildSource.ofDockerfile("FROM debian\nCOPY --from=x a b\n"), "ops");
    BuildHands.work(desk);
    JsonNode build = shown(id);
    assertThat(build.path("state").asText()).isEqualTo("failed");
    assertThat(build.path("reason").asText()).isEqualTo("dockerfile");
    assertThat(build.path("message").asText()).startsWith("Line 2: There is no stage x.");
    assertThat(build.path("findings").findValuesAsText("rule")).contains("latest", "unknownStage");
    assertThat(ended).singleElement().satisfies(end -> assertThat(end.image()).isEmpty());
  }

  @Test
  void aStepThatFailsIsTheEnd() {
    UUID id =
        orders.place(
            site.id(),
            BuildSource.ofDockerfile(GOOD.replace("echo made", "echo made && exit 3")),
            "ops");
    BuildHands.work(desk);
    assertThat(shown(id).path("reason").asText()).isEqualTo("step");
    assertThat(orders.newest(site.id()).orElseThrow().logTail()).contains("exit 3");
  }

  @Test
  void anEngineInTroubleIsWaitedFor() {
    misbehave("{\"kind\": \"cut\", \"path\": \"/build\", \"times\": 2}");
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    BuildHands.work(desk);
    assertThat(shown(id).path("state").asText()).isEqualTo("waiting");
    assertThat(shown(id).path("message").asText()).contains("desk.builds.engine");
    pass(Duration.ofSeconds(11));
    assertThat(shown(id).path("state").asText()).isEqualTo("waiting");
    pass(Duration.ofSeconds(31));
    assertThat(shown(id).path("state").asText()).isEqualTo("built");
    assertThat(ended).hasSize(1);
  }

  @Test
  void anEngineThatStaysInTroubleIsForOps() {
    misbehave("{\"kind\": \"error\", \"path\": \"/build\", \"times\": 100}");
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    BuildHands.work(desk);
    for (int i = 0; i < 6; i++) {
      assertThat(ended).isEmpty();
      pass(Duration.ofMinutes(16));
    }
    assertThat(shown(id).path("reason").asText()).isEqualTo("platform");
    assertThat(ended).hasSize(1);
  }

  @Test
  void aDigestThatGotLostIsAskedForAgain() {
    misbehave(
        "{\"kind\": \"cut\", \"method\": \"POST\", \"path\": \".*/push\", \"afterEffect\": true,"
            + " \"times\": 1}");
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    BuildHands.work(desk);
    assertThat(shown(id).path("state").asText()).isEqualTo("waiting");
    pass(Duration.ofSeconds(11));
    assertThat(shown(id).path("state").asText()).isEqualTo("built");
  }

  @Test
  void whatADeadNodeHeldIsTakenUpWhenItsLeaseIsOver() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    transaction.executeWithoutResult(
        status -> builds.lock(id).orElseThrow().take(NOON.plusSeconds(60)));
    pass(Duration.ofSeconds(59));
    assertThat(shown(id).path("state").asText()).isEqualTo("running");
    pass(Duration.ofSeconds(2));
    assertThat(shown(id).path("state").asText()).isEqualTo("built");
  }

  @Test
  void aResultThatComesTooLateDoesNotCount() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    transaction.executeWithoutResult(
        status -> {
          builds.lock(id).orElseThrow().take(NOON.plusSeconds(60));
          builds.lock(id).orElseThrow().take(NOON.plusSeconds(60));
        });
    desk.getBean(BuildRun.class)
        .run(
            id,
            1,
            new BuildLog(),
            (order, log) -> {
              throw new BuildFailed(BuildFailed.Reason.STEP, "too late");
            });
    assertThat(shown(id).path("state").asText()).isEqualTo("running");
    assertThat(ended).isEmpty();
    pass(Duration.ofSeconds(61));
    assertThat(shown(id).path("state").asText()).isEqualTo("built");
  }

  @Test
  void whatNoNodeCanBuildIsGivenUpInTheEnd() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    transaction.executeWithoutResult(
        status -> {
          for (int i = 0; i < 20; i++) {
            builds.lock(id).orElseThrow().take(NOON.minusSeconds(1));
          }
        });
    BuildHands.work(desk);
    assertThat(shown(id).path("reason").asText()).isEqualTo("platform");
    assertThat(shown(id).path("message").asText()).contains("20 times");
    assertThat(ended).hasSize(1);
  }

  @Test
  void aServiceIsBuiltOnceAtATime() {
    UUID first = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    transaction.executeWithoutResult(
        status -> {
          builds.lock(first).orElseThrow().take(NOON.plusSeconds(60));
          builds.save(new ImageBuild(site.id(), "{\"starter\":\"" + STARTER + "\"}", "ops", NOON));
        });
    BuildHands.work(desk);
    assertThat(ended).isEmpty();
    transaction.executeWithoutResult(
        status -> builds.lock(first).orElseThrow().failed(Reason.STEP, "it failed", "", NOON));
    BuildHands.work(desk);
    assertThat(ended).hasSize(1);
  }

  @Test
  void oldBuildsAreForgotten() {
    UUID id = orders.place(site.id(), BuildSource.ofDockerfile(GOOD), "ops");
    BuildHands.work(desk);
    ClockUtil.setCurrentTime(Date.from(NOON.plus(Duration.ofDays(179))));
    desk.getBean(OldBuilds.class).forget();
    assertThat(door.get("ops", "/api/builds/" + id).status()).isEqualTo(200);
    ClockUtil.setCurrentTime(Date.from(NOON.plus(Duration.ofDays(181))));
    desk.getBean(OldBuilds.class).forget();
    assertThat(door.get("ops", "/api/builds/" + id).status()).isEqualTo(404);
  }

  private void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(clock.instant().plus(time)));
    BuildHands.work(desk);
  }

  private JsonNode shown(UUID id) {
    return door.get("ops", "/api/builds/" + id).json();
  }

  private void misbehave(String fault) {
    assertThat(door.post(null, "/api/sandbox/engine/faults", fault).status()).isEqualTo(200);
  }
}
