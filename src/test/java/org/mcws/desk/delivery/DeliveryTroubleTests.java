package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.core.env.Environment;

/**
 * Servers are in trouble while something is delivered: what a step does outside is done once, or
 * Ops are told what to do.
 */
class DeliveryTroubleTests extends DeliveryStage {

  private DeliveredSite site;
  private PlatformOutside platform;

  /** What a delivery does outside, and by which request. */
  enum Step {
    MAKE_STAGING("marathon", "POST", "/v2/apps", ""),
    NAME_STAGING("dns", "PATCH", ".*", "REPLACE"),
    LOOK_AT_STAGING("marathon", "GET", "/v2/apps/.*-staging", ""),
    REMOVE_STAGING("marathon", "DELETE", "/v2/apps/.*-staging", ""),
    FORGET_NAME("dns", "PATCH", ".*", "DELETE"),
    UPDATE_PRODUCTION("marathon", "PUT", "/v2/apps/.*", "");

    private final String server;
    private final String method;
    private final String path;
    private final String body;

    Step(String server, String method, String path, String body) {
      this.server = server;
      this.method = method;
      this.path = path;
      this.body = body;
    }
  }

  @BeforeEach
  void aSite() {
    site = site("auto");
    platform = new PlatformOutside(desk.getBean(Environment.class));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneIsNotDoneAgainWhenItsAnswerGetsLost(Step step) {
    int versions = platform.versions(site.app());
    misbehave(step, "cut", true, 1);

    pushAndTell(site, "Mend the menu", GOOD);
    tickUntil(site, () -> activities(site).contains("timer_lookAtStaging"));
    assertThat(platform.versions(StagingHands.staging(site))).isOne();
    until(site, "released");
    tickUntil(site, () -> activities(site).isEmpty());
    // As it does now and then by itself.
    desk.getBean(LeftStaging.class).remove();

    assertThat(pending(step)).as("it was struck").isOne();
    assertThat(deliveries(site)).hasSize(1);
    assertThat(releases(site)).hasSize(2);
    assertThat(platform.versions(site.app())).isEqualTo(versions + 1);
    assertThat(site.running().orElseThrow().image()).isEqualTo(newest(site).path("image").asText());
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
    assertThat(StagingHands.names(desk, site)).isEmpty();
    assertThat(runtime.createIncidentQuery().tenantIdIn(site.slug()).count()).isZero();
  }

  @Test
  void whatLastsIsPutBeforeOpsAndGoesOnWhenTheyLetIt() {
    misbehave(Step.MAKE_STAGING, "error", false, 1000);
    pushAndTell(site, "Mend the menu", GOOD);
    tickUntil(site, () -> runtime.createIncidentQuery().tenantIdIn(site.slug()).count() > 0);

    Incident incident = runtime.createIncidentQuery().tenantIdIn(site.slug()).singleResult();
    assertThat(incident.getActivityId()).isEqualTo("serviceTask_deployToStaging");
    assertThat(incident.getIncidentMessage())
        .contains("Marathon at http://", "Look at Marathon's log");
    assertThat(newest(site).path("state").asText()).isEqualTo("running");

    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    management.setJobRetries(incident.getConfiguration(), 1);
    until(site, "released");
    assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();
  }

  private void misbehave(Step step, String kind, boolean done, int times) {
    String fault =
        json(
            Map.of(
                "kind",
                kind,
                "method",
                step.method,
                "path",
                step.path,
                "body",
                step.body,
                "afterEffect",
                done,
                "times",
                times));
    assertThat(door.post(null, faults(step), fault).status()).isEqualTo(200);
  }

  /** How many faults are not spent, with the one that is added to ask for them. */
  private int pending(Step step) {
    return door.post(null, faults(step), "{\"kind\": \"error\", \"path\": \"/nowhere\"}")
        .json()
        .size();
  }

  private static String faults(Step step) {
    return "/api/sandbox/" + step.server + "/faults";
  }
}
