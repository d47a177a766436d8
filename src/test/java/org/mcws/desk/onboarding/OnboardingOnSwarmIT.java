package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.build.BuildHands;
import org.mcws.desk.platform.HostPrograms;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.swarm.SwarmEdge;
import org.mcws.desk.schedule.ScheduleHands;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A desk that has one machine with Docker: it builds there and runs there what it has built. */
class OnboardingOnSwarmIT extends OnboardingStage {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(1);

  private static final String SITE =
      "{\"kind\": \"site\", \"name\": \"www\", \"host\": \"www.SLUG.example\", \"port\": 8080,"
          + " \"starter\": \"static-site\"}";

  private static final String BACKUP =
      "{\"kind\": \"scheduled\", \"name\": \"backup\", \"starter\": \"scheduled-script\","
          + " \"schedule\": {\"cron\": \"30 2 * * *\"}}";

  private static SwarmEdge edge;

  @Autowired private BeanFactory desk;
  @Autowired private Hosting hosting;

  @DynamicPropertySource
  static void oneMachine(DynamicPropertyRegistry settings) {
    settings.add("desk.builds.engine", () -> SWARM.docker().engine().address());
    settings.add("desk.builds.repository", () -> SWARM.docker().registry() + "/communities");
    settings.add("desk.builds.pull", () -> "false");
    settings.add("desk.images.registries[0].host", () -> SWARM.docker().registry());
    settings.add("desk.images.registries[0].url", () -> "http://" + SWARM.docker().registry());
    settings.add("desk.images.registries[0].username", () -> RealDocker.USER);
    settings.add("desk.images.registries[0].password", () -> RealDocker.PASSWORD);
    settings.add("desk.hosting.platform", () -> "swarm");
    settings.add("desk.hosting.swarm.engine", () -> SWARM.docker().engine().address());
    settings.add("desk.hosting.swarm.monitor", () -> "PT1S");
    settings.add("desk.hosting.swarm.health.interval", () -> "PT1S");
    settings.add("desk.hosting.edge.port", () -> edge().port());
  }

  private static SwarmEdge edge() {
    if (edge == null) {
      try {
        edge = new SwarmEdge(SWARM);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return edge;
  }

  @BeforeAll
  static void whatTheExampleStartsFrom() {
    HostPrograms.build(
        SWARM.docker().client(), "nginxinc/nginx-unprivileged:1.29-alpine", "debian:12-slim");
  }

  @AfterAll
  static void close() throws IOException {
    edge.close();
  }

  @Override
  void awaitApps(Play play) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Stream.of("/www", "/backup")
                    .flatMap(name -> hosting.find("/" + play.slug() + name).stream())
                    .anyMatch(AppStatus::settled));
  }

  private static String app(Play play) {
    return "/" + play.slug() + "/www";
  }

  @Test
  void whatIsBuiltThereAnswersVisitorsThere() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(SITE));
    work(play);
    BuildHands.work(desk);
    work(play);

    assertThat(task(play, "userTask_takeOver")).isNotNull();
    String image = service(play, "www").path("image").asText();
    assertThat(image).startsWith(SWARM.docker().registry()).contains("@sha256:");
    assertThat(hosting.find(app(play)).orElseThrow().image()).isEqualTo(image);
    assertThat(edge.visit("www." + play.slug() + ".example", "/")).contains("200", "<html");

    abandon(play, "It was a try.");
    work(play);
    assertThat(hosting.find(app(play))).isEmpty();
  }

  @Test
  void whatIsScheduledRunsThereWhenItIsToldTo() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BACKUP));
    work(play);
    BuildHands.work(desk);
    work(play);
    takeOver(play, play.asked().ana());
    work(play);

    String runs = "/api/services/" + play.slug() + ".backup/runs";
    String run = door.post(play.asked().ana(), runs, null).header("Location");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              ScheduleHands.work(desk);
              return door.get("ops", run).json().path("state").asText();
            },
            "succeeded"::equals);
    await()
        .until(
            () -> {
              ScheduleHands.work(desk);
              return door.get("ops", run + "/output").text();
            },
            output -> output.contains("the work is done"));
    hosting.remove("/" + play.slug() + "/backup");
  }
}
