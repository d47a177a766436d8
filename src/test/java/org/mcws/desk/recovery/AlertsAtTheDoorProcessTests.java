package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.DeliveredSite;

/** What monitoring systems post, and what comes of it. */
class AlertsAtTheDoorProcessTests extends RecoveryStage {

  @AfterEach
  void giveHostsBack() {
    database.update(
        "update delivered_service set host = 'www-' || community || '.example'"
            + " where kind = 'SITE' and name = 'www' and host not like '%.example'");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          alerta-grafana_alert_alerting.json, unclaimed
          alerta-pingdom_down.json, unclaimed
          alerta-prometheus_v4_alert.json, unclaimed
          alertmanager-production_example.json, unclaimed
          alertmanager-prom_post_request.json, unclaimed
          alertmanager-simpe.json, unclaimed
          alertmanager_firing.json, unclaimed
          alertmanager_resolved.json, ignored
          grafana-unified-alert.json, unclaimed
          grafana_alert_values_v11.json, unclaimed
          pingdom_http_up_to_down.json, unclaimed
          uptimekuma_down.json, unclaimed
          uptimerobot_monitor_down.json, unclaimed
          """)
  void whatNamesNoServiceIsKeptAndSaid(String sample, String outcome) throws IOException {
    Answer answer = post("generic", "Bearer sandbox", sample(sample));

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(outcomes(answer.json())).isNotEmpty().containsOnly(outcome);
    for (JsonNode alert : answer.json().path("alerts")) {
      assertThat(alert.path("reason").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          alerta-pingdom_down.json, api.alerta.io
          pingdom_http_up_to_down.json, someurl.com
          uptimerobot_monitor_down.json, server1.example.com
          uptimekuma_down.json, apache.joatd.org
          alertmanager_firing.json, server01.int
          """)
  void whatNamesAServiceOpensAnIncidentOnce(String sample, String host) throws IOException {
    DeliveredSite site = site();
    database.update("update delivered_service set host = ? where id = ?", host, site.id());

    JsonNode first = post("generic", "Bearer sandbox", sample(sample)).json();
    assertThat(outcomes(first)).contains("opened").doesNotContain("unclaimed");
    assertThat(openOf(site)).isPresent();
    assertThat(outcomes(post("generic", "Bearer sandbox", sample(sample)).json()))
        .containsOnly("repeated");
  }

  @Test
  void theResolvedTwinEndsWhatTheFiringOneBegan() throws IOException {
    DeliveredSite site = site();
    database.update("update delivered_service set host = 'server01.int' where id = ?", site.id());
    post("alertmanager", "Bearer sandbox", sample("alertmanager_firing.json"));
    Incident incident = openOf(site).orElseThrow();
    JsonNode resolved =
        post("alertmanager", "Bearer sandbox", sample("alertmanager_resolved.json")).json();
    run(incident);

    assertThat(outcomes(resolved)).containsOnly("closed");
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
  }

  @Test
  void aWordOfATimeThatHasEndedChangesNothing() {
    DeliveredSite site = site();
    Map<String, Object> down = said(site, "down", "startedAt", "2027-03-02T10:00:00Z");
    assertThat(alert("generic", down).get(0).path("outcome").asText()).isEqualTo("opened");
    alert("generic", said(site, "up", "endedAt", "2027-03-02T10:30:00Z"));

    JsonNode late = alert("generic", down).get(0);
    assertThat(late.path("outcome").asText()).isEqualTo("ignored");
    assertThat(late.path("reason").asText()).contains("older");
    JsonNode again =
        alert("generic", said(site, "down", "startedAt", "2027-03-02T10:45:00Z")).get(0);
    assertThat(again.path("outcome").asText()).isEqualTo("joined");
  }

  @Test
  void whatWasResolvedBeforeItWasHeardOfOpensNothing() {
    DeliveredSite site = site();
    alert("generic", said(site, "up", "endedAt", "2027-03-02T10:30:00Z"));
    JsonNode late =
        alert("generic", said(site, "down", "startedAt", "2027-03-02T10:00:00Z")).get(0);
    assertThat(late.path("outcome").asText()).isEqualTo("ignored");

    JsonNode next =
        alert("generic", said(site, "down", "startedAt", "2027-03-02T10:45:00Z")).get(0);
    assertThat(next.path("outcome").asText()).isEqualTo("opened");
  }

  @Test
  void anEndThatComesLateDoesNotEndWhatHasBegunAnew() {
    DeliveredSite site = site();
    alert("generic", said(site, "down", "startedAt", "2027-03-02T10:00:00Z"));
    alert("generic", said(site, "down", "startedAt", "2027-03-02T10:40:00Z"));
    JsonNode late = alert("generic", said(site, "up", "endedAt", "2027-03-02T10:20:00Z")).get(0);
    assertThat(late.path("outcome").asText()).isEqualTo("ignored");

    JsonNode end = alert("generic", said(site, "up", "endedAt", "2027-03-02T10:50:00Z")).get(0);
    assertThat(end.path("outcome").asText()).isEqualTo("closed");
  }

  @Test
  void aLongLinkIsLeftOutAndLosesNothing() {
    DeliveredSite site = site();
    String link = "https://prometheus.example/graph?g0.expr=" + "a".repeat(1_500);
    JsonNode taken = alert("generic", said(site, "down", "link", link)).get(0);

    assertThat(taken.path("outcome").asText()).isEqualTo("opened");
  }

  @Test
  void whatAPersonHasLookedAtIsNotOpenedByEachRepetition() {
    DeliveredSite site = site();
    Map<String, Object> down = said(site, "down", "severity", "sev2");
    alert("generic", down);
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "isWell");
    passUntil(() -> !instance(incident));

    assertThat(alert("generic", down).get(0).path("outcome").asText()).isEqualTo("repeated");
    assertThat(openOf(site)).isEmpty();
  }

  @Test
  void anotherSourceJoinsTheIncident() {
    DeliveredSite site = site();
    String opened = alert("generic", said(site, "down")).get(0).path("incident").asText();
    JsonNode joined = alert("grafana", said(site, "down")).get(0);

    assertThat(joined.path("outcome").asText()).isEqualTo("joined");
    assertThat(joined.path("incident").asText()).isEqualTo(opened);
    alert("generic", said(site, "up"));
    run(openOf(site).orElseThrow());
    assertThat(openOf(site).orElseThrow().state()).isEqualTo(Incident.State.OPEN);
  }

  @Test
  void opsSeeWhatNoServiceClaims() {
    alert(
        "generic", Map.of("key", "lost", "host", "nobody.example", "status", "down", "title", "x"));

    Answer shown = door.get("ops", "/api/signals?unclaimed=true");
    assertThat(shown.json().path("items").get(0).path("target").asText())
        .isEqualTo("nobody.example");
    assertThat(door.get(site().ana(), "/api/signals?unclaimed=true").status()).isEqualTo(403);
  }

  @Test
  void whoeverHasNotTheSecretIsNotHeard() {
    DeliveredSite site = site();
    Answer wrong = post("generic", "Bearer guess", json(said(site, "down")));
    Answer nobody = post("no-such-source", "Bearer sandbox", json(said(site, "down")));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(openOf(site)).isEmpty();
  }

  @Test
  void whatIsTooMuchIsRefusedBeforeItIsRead() {
    Answer answer = post("generic", "Bearer sandbox", "[\"" + "x".repeat(1 << 20) + "\"]");

    assertThat(answer.status()).isEqualTo(413);
  }

  private Answer post(String source, String authorization, String body) {
    return door.send(
        door.request("/api/alerts/" + source)
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static Map<String, Object> said(DeliveredSite site, String status) {
    return Map.of("key", "check", "service", site.id(), "status", status, "title", "The check");
  }

  private static Map<String, Object> said(
      DeliveredSite site, String status, String moment, String at) {
    return Map.of(
        "key", "check", "service", site.id(), "status", status, "title", "The check", moment, at);
  }

  private static List<String> outcomes(JsonNode answer) {
    return StreamSupport.stream(answer.path("alerts").spliterator(), false)
        .map(alert -> alert.path("outcome").asText())
        .toList();
  }

  private static String sample(String name) throws IOException {
    String samples = System.getProperty("samples", "");
    assumeFalse(samples.isEmpty(), "set -Dsamples=<folder> to the published inputs");
    return Files.readString(Path.of(samples, "04-alerts", name));
  }
}
