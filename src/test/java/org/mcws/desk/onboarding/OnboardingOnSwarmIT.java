package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.build.BuildHands;
import org.mcws.desk.platform.HostPrograms;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.swarm.OneMachine;
import org.mcws.desk.schedule.ScheduleHands;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A desk that has one machine with Docker: it builds there and runs there what it has built. */
class OnboardingOnSwarmIT extends OnboardingStage {

  @RegisterExtension static final OneMachine MACHINE = new OneMachine();

  private static final String SITE =
      "{\"kind\": \"site\", \"name\": \"www\", \"host\": \"www.SLUG.example\", \"port\": 8080,"
          + " \"starter\": \"static-site\"}";

  private static final String BACKUP =
      "{\"kind\": \"scheduled\", \"name\": \"backup\", \"starter\": \"scheduled-script\","
          + " \"schedule\": {\"cron\": \"30 2 * * *\"}}";

  @Autowired private BeanFactory desk;
  @Autowired private Hosting hosting;

  @DynamicPropertySource
  static void oneMachine(DynamicPropertyRegistry settings) {
    MACHINE.set(settings);
  }

  @BeforeAll
  static void whatTheExampleStartsFrom() {
    HostPrograms.build(
        MACHINE.swarm().docker().client(),
        "nginxinc/nginx-unprivileged:1.29-alpine",
        "debian:12-slim");
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
    assertThat(image).startsWith(MACHINE.registry()).contains("@sha256:");
    assertThat(hosting.find(app(play)).orElseThrow().image()).isEqualTo(image);
    assertThat(MACHINE.edge().visit("www." + play.slug() + ".example", "/"))
        .contains("200", "<html");

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
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              ScheduleHands.work(desk);
              return door.get("ops", run + "/output").text();
            },
            output -> output.contains("the work is done"));
    hosting.remove("/" + play.slug() + "/backup");
  }
}
