package org.mcws.desk.recovery.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mcws.desk.recovery.alert.AlertSample.read;
import static org.mcws.desk.recovery.alert.Severity.SEV1;
import static org.mcws.desk.recovery.alert.Severity.SEV2;
import static org.mcws.desk.recovery.alert.Severity.SEV3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.recovery.alert.Alert.Status;

/** What is read in messages that monitoring systems have posted. */
class PostedAlertsTests {

  private static final String TWIN = "labels:31e22aee94912f88735261c6538ccc8f";

  @Test
  void allOfThemAreLookedAt() throws IOException {
    try (Stream<Path> files = Files.list(AlertSample.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(AlertSample.ALL);
    }
  }

  @Test
  void aRuleOfOldGrafana() {
    assertThat(read("alerta-grafana_alert_alerting.json"))
        .containsExactly(
            new Alert(
                "rule:7",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "Zeta CPU alert",
                "boom!",
                List.of("zeta.domain"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                link(
                    "https://grafana.domain.tld/dashboard/db/alarms?fullscreen&edit&tab=alert&panelId=1&orgId=1")));
  }

  @Test
  void aCheckOfPingdomWithImportance() {
    assertThat(read("alerta-pingdom_down.json"))
        .containsExactly(
            new Alert(
                "check:803318",
                Status.DOWN,
                Optional.empty(),
                Optional.of(SEV2),
                "Alerta API on OpenShift",
                "HTTP Error 503: HTTP Server Error 503 Service Unavailable",
                List.of("api.alerta.io"),
                List.of(),
                at("2017-06-30T22:25:43Z"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aCheckOfPingdomWithout() {
    assertThat(read("pingdom_http_up_to_down.json"))
        .containsExactly(
            new Alert(
                "check:2048467",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "Test check",
                "DNS error: Non-recoverable failure in name resolution",
                List.of("someurl.com"),
                List.of(),
                at("2016-03-14T07:10:34Z"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void anAlertThatNamesNoHost() {
    assertThat(read("alerta-prometheus_v4_alert.json"))
        .containsExactly(
            new Alert(
                "labels:07eeac90b9b133120a659581307f9ca7",
                Status.DOWN,
                Optional.empty(),
                Optional.of(SEV1),
                "No things for over 10 minutes",
                "No things have been recorded for over 10 minutes. Something terrible is happening.",
                List.of(),
                List.of(),
                at("2017-08-03T19:17:37.804Z"),
                Optional.empty(),
                link(
                    "http://somehost:9090/graph?g0.expr=sum%28irate%28messages_received_total%5B5m%5D%29%29+%3D%3D+0&g0.tab=0")));
  }

  @Test
  void aGroupOfAlertsWithoutStatus() {
    assertThat(read("alertmanager-production_example.json"))
        .allSatisfy(
            alert -> {
              assertThat(alert.status()).isEqualTo(Status.DOWN);
              assertThat(alert.endedAt()).isEmpty();
              assertThat(alert.detail()).isEmpty();
              assertThat(alert.link())
                  .hasValueSatisfying(
                      link -> assertThat(link).hasHost("localhost.localdomain").hasPath("/graph"));
            })
        .extracting(
            Alert::key,
            Alert::title,
            alert -> alert.severity().orElseThrow(),
            Alert::targets,
            alert -> alert.startedAt().orElseThrow().toString())
        .containsExactly(
            tuple(
                "labels:cadedfed487392fc9fecc20afeb5a206",
                "LoadAverage_15MIN",
                SEV1,
                List.of("localhost"),
                "2017-01-26T13:31:54.865Z"),
            tuple(
                "labels:ef7c96b2411e8ef00837b4e4b12fca00",
                "Memory_aviable_Warning",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:14:46.804Z"),
            tuple(
                "labels:b3dce525671000a7cbc401f749c0db0e",
                "CPU_Percentage_Worning",
                SEV3,
                List.of(),
                "2017-01-26T13:41:06.811Z"),
            tuple(
                "labels:d51ce4e23325e70dddd51976400a3ade",
                "LoadAverage_1MIN",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:29:09.806Z"),
            tuple(
                "labels:a6a56d9e070a41f9770eb10303fb74b4",
                "LoadAverage_1MIN",
                SEV1,
                List.of("localhost"),
                "2017-01-26T13:31:24.806Z"),
            tuple(
                "labels:d5f3324a8c041869c02060189e0569bd",
                "LoadAverage_5MIN",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:30:54.806Z"),
            tuple(
                "labels:9451e9a6d0645d075a74bf62801f69f2",
                "LoadAverage_5MIN",
                SEV1,
                List.of("localhost"),
                "2017-01-26T13:33:51.876Z"),
            tuple(
                "labels:8a5146aa6f1bc4a2346e1b84f49f33b8",
                "LoadAverage_15MIN",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:30:00.811Z"),
            tuple(
                "labels:224643b0e0f69f17e32610335fa32b58",
                "Test fisic measure",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:30:00.811Z"),
            tuple(
                "labels:8f45ac45da4c9ad34a10a7e5ea6357cc",
                "Test percentage",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:30:00.811Z"),
            tuple(
                "labels:00c055aa19ac2c1ce9d7e45213eeb294",
                "Test fisic measure from KN",
                SEV3,
                List.of("localhost"),
                "2017-01-26T13:30:00.811Z"));
  }

  @Test
  void nanosecondsAndTheStatusOfTheGroup() {
    assertThat(read("alertmanager-prom_post_request.json"))
        .containsExactly(
            new Alert(
                "labels:422086c8f785a6197ebe39edd7f05e6d",
                Status.DOWN,
                Optional.empty(),
                Optional.of(SEV3),
                "Server High Memory usage",
                "10.80.40.11 reported high memory usage with 23.28%.",
                List.of("instance-with-hyphen_and_underscore"),
                List.of(),
                at("2018-03-07T11:33:21.873077559Z"),
                Optional.empty(),
                link("http://docker.for.mac.host.internal:9093")));
  }

  @Test
  void theThirdVersionOfAlertmanager() {
    assertThat(read("alertmanager-simpe.json"))
        .containsExactly(
            supervised(
                "labels:fd93a5e7251e8fea9184bb5c7c53f5fd",
                Status.DOWN,
                "Oops, something happend!",
                "2016-04-27T20:46:37.903Z"));
  }

  @Test
  void oneThatFiresAndTheSameResolved() {
    assertThat(read("alertmanager_firing.json"))
        .containsExactly(
            supervised(TWIN, Status.DOWN, "Oops, something happened!", "2019-03-14T17:05:37.903Z"));
    assertThat(read("alertmanager_resolved.json"))
        .containsExactly(
            supervised(TWIN, Status.UP, "Oops, something happened!", "2019-03-14T17:05:37.903Z"));
  }

  @Test
  void anAlertOfGrafana() {
    assertThat(read("grafana-unified-alert.json"))
        .containsExactly(
            new Alert(
                "68d4e65db3ad9208",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "CPU Usage High",
                "[ var='D' labels={} value=1 ], [ var='C' labels={} value=12 ]",
                List.of(),
                List.of(),
                at("2023-03-29T09:41:10Z"),
                Optional.empty(),
                link("http://localhost/grafana/alerting/grafana/fOO_kffVz/view?orgId=1")));
  }

  @Test
  void anAlertOfGrafana11() {
    assertThat(read("grafana_alert_values_v11.json"))
        .containsExactly(
            new Alert(
                "e6349a25f5ef0e9e",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "High memory usage",
                "[ var='A' labels={instance=node_exporter:9100, job=node} value=2.473545728e+09 ],"
                    + " [ var='B' labels={instance=node_exporter:9100, job=node} value=0 ],"
                    + " [ var='C' labels={} value=1 ], [ var='minute' labels={} value=9 ]",
                List.of(),
                List.of(),
                at("2024-03-01T02:09:00Z"),
                Optional.empty(),
                link(
                    "https://play.grafana.org/alerting/grafana/dd2f0260-3cfc-4c65-a4c4-f3f632c551f4/view?orgId=1")));
  }

  @Test
  void aMonitorOfUptimeKumaWhoseTimeIsInUtc() {
    assertThat(read("uptimekuma_down.json"))
        .containsExactly(
            new Alert(
                "monitor:1",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "pmwiki",
                "Request failed with status code 503",
                List.of("apache.joatd.org"),
                List.of(),
                at("2025-06-30T01:42:13.564Z"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aMonitorOfUptimeRobotWithoutIdAndScheme() {
    assertThat(read("uptimerobot_monitor_down.json"))
        .containsExactly(
            new Alert(
                "monitor:server1.example.com",
                Status.DOWN,
                Optional.empty(),
                Optional.empty(),
                "Web Server",
                "Host Is Unreachable",
                List.of("server1.example.com"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  /** The group's labels tell of another instance; the alert's own count. */
  private static Alert supervised(String key, Status status, String title, String start) {
    return new Alert(
        key,
        status,
        Optional.empty(),
        Optional.of(SEV3),
        title,
        "",
        List.of("prometheus_bot", "server01.int"),
        List.of(),
        at(start),
        Optional.empty(),
        link("https://example.com/graph#..."));
  }

  private static Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(time));
  }

  private static Optional<URI> link(String address) {
    return Optional.of(URI.create(address));
  }
}
