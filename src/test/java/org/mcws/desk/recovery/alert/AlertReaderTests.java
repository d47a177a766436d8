package org.mcws.desk.recovery.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.recovery.alert.Alert.Status;

/** The forms' corners that nobody has posted to us yet. Quotes are written as {@code '}. */
class AlertReaderTests {

  @Test
  void aGroupMayMixWhatFiresAndWhatIsResolved() {
    assertThat(
            read(
                """
                {'status': 'firing', 'groupKey': 'g', 'alerts': [
                  {'status': 'firing', 'labels': {'alertname': 'a'}, 'endsAt': '2026-03-01T12:04:00Z'},
                  {'status': 'resolved', 'labels': {'alertname': 'b'}, 'endsAt': '2026-03-01T11:00:00Z'}
                ]}"""))
        .extracting(Alert::title, Alert::status, Alert::endedAt)
        .containsExactly(
            tuple("a", Status.DOWN, Optional.empty()),
            tuple("b", Status.UP, Optional.of(Instant.parse("2026-03-01T11:00:00Z"))));
  }

  @ParameterizedTest
  @CsvSource({
    "resolved, '', UP",
    "resolved, 2026-03-01T13:00:00Z, UP",
    "firing, 2026-03-01T11:00:00Z, DOWN",
    "'', 2026-03-01T11:00:00Z, UP",
    "'', 2026-03-01T13:00:00Z, DOWN",
    "'', 0001-01-01T00:00:00Z, DOWN",
    "'', '', DOWN"
  })
  void anAlertWithoutStatusHasItsGroupsElseThatOfItsEnd(String group, String end, Status status) {
    assertThat(
            one("""
                    {'status': '%s', 'commonLabels': {}, 'alerts': [{'labels': {'a': 'b'}, 'endsAt': '%s'}]}"""
                    .formatted(group, end))
                .status())
        .isEqualTo(status);
  }

  @Test
  void whatPrometheusSendsToAlertmanagerIsAListOnly() {
    assertThat(one("[{'labels': {'alertname': 'Down', 'instance': 'radio.example:443'}}]"))
        .returns(Status.DOWN, Alert::status)
        .returns(List.of("radio.example"), Alert::targets);
  }

  @Test
  void theKeyDependsOnNothingButTheLabels() {
    String key = one("[{'labels': {'b': 'x', 'a': 1}, 'status': 'firing'}]").key();
    assertThat(one("[{'labels': {'a': '1', 'b': 'x'}, 'status': 'resolved'}]").key())
        .isEqualTo(key);
    assertThat(one("[{'labels': {'a': '1', 'b': 'y'}, 'status': 'firing'}]").key())
        .isNotEqualTo(key);
    assertThat(one("[{'labels': {'a': '1b', 'b': 'x'}, 'status': 'firing'}]").key())
        .isNotEqualTo(key);
  }

  @Test
  void alertsThatTheSourceLeftOutAreNoted() {
    List<Alert> alerts =
        read(
            """
            {'groupLabels': {'job': 'blackbox'}, 'truncatedAlerts': 12, 'externalURL': 'https://am.example',
             'alerts': [{'labels': {'a': 'b'}}]}""");
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1))
        .returns(Status.IGNORED, Alert::status)
        .returns("12 alerts were left out", Alert::title);
    assertThat(alerts.get(1).ignoredBecause()).hasValueSatisfying(contains("max_alerts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'heartbeat': null, 'monitor': null, 'msg': 'My desk Testing'} | no monitor's state
          {'heartbeat': {'status': 2, 'monitorID': 4}, 'monitor': null, 'msg': ''} | pending
          {'heartbeat': {'status': '3'}, 'monitor': {'id': 4}} | maintenance
          {'check_id': 5, 'current_state': 'UNCONFIRMED_DOWN'} | UNCONFIRMED_DOWN
          {'check_id': 5, 'check_type': 'TRANSACTION'} | neither down nor up
          {'alertType': 3, 'monitorID': 6, 'alertTypeFriendlyName': 'SSL expiry'} | certificate
          {'alert_type': '*alertType*', 'alert_type_friendly_name': 'Paused', 'monitor_id': 6} | neither
          {'ruleId': 7, 'state': 'no_data'} | no_data
          {'ruleId': 7, 'state': 'pending'} | pending
          {'ruleId': 7, 'state': 'paused'} | paused
          {'ruleId': 0, 'ruleName': 'Test notification', 'state': 'alerting'} | test
          {'alerts': [{'labels': {'alertname': 'TestAlert', 'instance': 'Grafana'}}]} | test
          {'alerts': [{'labels': {'alertname': 'DatasourceNoData', 'rulename': 'CPU'}}]} | no figures for CPU
          {'alerts': [{'labels': {'alertname': 'Watchdog', 'severity': 'none'}}]} | always fires
          """)
  void whatSaysNeitherDownNorUpIsIgnoredForAReason(String message, String reason) {
    assertThat(one(message))
        .returns(Status.IGNORED, Alert::status)
        .satisfies(
            alert -> assertThat(alert.ignoredBecause()).hasValueSatisfying(contains(reason)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'heartbeat': {'status': 1, 'time': '2026-02-01 10:00:00.5'}, 'monitor': {'name': 'wiki'}} | monitor:wiki | 2026-02-01T10:00:00.500Z
          {'check_id': '5', 'current_state': 'SUCCESS', 'state_changed_timestamp': '1498861543'} | check:5 | 2017-06-30T22:25:43Z
          {'alertType': 2, 'monitorID': 6, 'alertDateTime': '1498861543'} | monitor:6 | 2017-06-30T22:25:43Z
          {'ruleName': 'CPU', 'state': 'OK'} | rule:CPU |
          {'key': 'k', 'service': 's', 'status': 'up', 'endedAt': 1498861543000} | k | 2017-06-30T22:25:43Z
          """)
  void whatIsUpAgainSaysSinceWhen(String message, String key, Instant end) {
    assertThat(one(message))
        .returns(Status.UP, Alert::status)
        .returns(key, Alert::key)
        .returns(Optional.ofNullable(end), Alert::endedAt)
        .returns(Optional.empty(), Alert::startedAt);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2018-03-07T06:33:21.873077559-05:00, 2018-03-07T11:33:21.873077559Z",
        "2018-03-07 06:33:21 +0200, 2018-03-07T04:33:21Z",
        "2018-03-07T06:33:21+02, 2018-03-07T04:33:21Z",
        "2018-03-07t06:33:21z, 2018-03-07T06:33:21Z",
        "2018-03-07T06:33, 2018-03-07T06:33:00Z",
        "1520404401, 2018-03-07T06:33:21Z",
        "1520404401000, 2018-03-07T06:33:21Z",
        "0001-01-01T00:00:00Z, -",
        "1970-01-01T00:00:00Z, -",
        "0, -",
        "-1, -",
        "99999999999999999999, -",
        "+999999999-12-31T23:59:59Z, -",
        "2018-02-30T25:00:00Z, -",
        "2018-03-07, -",
        "yesterday, -",
        "'', -"
      })
  void aTimeIsOneOrNone(String text, Instant moment) {
    assertThat(one("{'service': 's', 'status': 'down', 'startedAt': '" + text + "'}").startedAt())
        .isEqualTo(Optional.ofNullable(moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1520404401", "1520404401.25", "1520404401000", "'1520404401'"})
  void unixTimesMayBeNumbers(String number) {
    assertThat(one("{'service': 's', 'status': 'down', 'startedAt': " + number + "}").startedAt())
        .contains(Instant.parse("2018-03-07T06:33:21Z"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "critical, SEV1",
        "Page, SEV1",
        "sev-1, SEV1",
        "P1, SEV1",
        "DISASTER, SEV1",
        "error, SEV2",
        "high, SEV2",
        "major, SEV2",
        "SEV 2, SEV2",
        "warning, SEV3",
        "minor, SEV3",
        "low, SEV3",
        "sev3, SEV3",
        "info, -",
        "none, -",
        "5, -",
        "'', -"
      })
  void aSeverityIsReadInManyWords(String word, Severity severity) {
    assertThat(one("[{'labels': {'severity': '" + word + "', 'a': 'b'}}]").severity())
        .isEqualTo(Optional.ofNullable(severity));
  }

  @Test
  void ofSeveralSeveritiesTheWorstCounts() {
    assertThat(
            one("[{'labels': {'severity': 'low'}, 'annotations': {'priority': 'P2', 'x': 1}}]")
                .severity())
        .contains(Severity.SEV2);
  }

  @Test
  void theMostTrustworthyNameComesFirst() {
    assertThat(
            one(
                """
                [{'labels': {'instance': 'https://Radio.Example:8443/health?x=1#y', 'host': '[2001:DB8::1]:9100',
                  'hostname': 'agent-7.int.', 'url': 'http://user:secret@münchen.example/', 'target': '10.0.0.1:80',
                  'app_id': 'radio/Website', 'marathon_app': '/radio/website', 'service': 'Website',
                  'desk-service': 'radio.website', 'desk_service': 'radio.site', 'node': 'Agent-7:5051',
                  'agent': 'agent-8'}}]"""))
        .returns(
            List.of(
                "radio.site",
                "radio.website",
                "website",
                "/radio/website",
                "2001:db8::1",
                "agent-7.int",
                "radio.example",
                "xn--mnchen-3ya.example",
                "10.0.0.1"),
            Alert::targets)
        .returns(List.of("agent-7", "agent-8"), Alert::hosts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "/",
        ":80",
        "a b",
        "-x-",
        "x..y",
        "http://[",
        "*monitorURL*",
        "a\\\\b",
        "[::1",
        "xn--",
        "%00",
        "@",
        "..",
        "http://?q"
      })
  void whatIsNoHostIsNoTarget(String text) {
    assertThat(
            one("{'key': 'k', 'status': 'down', 'host': '" + text + "', 'url': 'ok.example'}")
                .targets())
        .containsExactly("ok.example");
  }

  @Test
  void tagsOfUptimeKumaAreLabels() {
    assertThat(
            one(
                """
                {'heartbeat': {'status': 0, 'monitorID': 9}, 'monitor': {'hostname': 'mx.example',
                 'url': 'https://', 'tags': [{'name': 'desk_service', 'value': 'radio.mail'},
                 {'name': 'severity', 'value': 'major'}, {'name': 'team', 'value': ''}, 7]}}"""))
        .returns("monitor:9", Alert::key)
        .returns(List.of("radio.mail", "mx.example"), Alert::targets)
        .returns(Optional.of(Severity.SEV2), Alert::severity);
  }

  @Test
  void aRuleOfOldGrafanaTellsOfAllItsSeries() {
    assertThat(
            one(
                """
                {'ruleId': '12', 'state': 'alerting', 'tags': {'severity': 'critical', 'service': 'a.b'},
                 'evalMatches': [{'tags': null}, {'tags': {'host': 'x.example', 'service': 'a.c'}},
                 {'tags': {'host': 'y.example'}}, 3]}"""))
        .returns("rule:12", Alert::key)
        .returns(List.of("a.b", "a.c", "x.example", "y.example"), Alert::targets)
        .returns(Optional.of(Severity.SEV1), Alert::severity);
  }

  @Test
  void theDesksOwnForm() {
    assertThat(
            one(
                """
                {'key': 17, 'service': 'radio.website', 'status': 'DOWN', 'severity': 'sev1', 'title': 'Shut',
                 'detail': 'two\\n lines\\t', 'host': 'www.radio.example', 'startedAt': '2026-02-01T10:00:00Z',
                 'endedAt': '2026-02-01T11:00:00Z', 'link': 'https://x.example/1', 'more': [{}]}"""))
        .isEqualTo(
            new Alert(
                "17",
                Status.DOWN,
                Optional.empty(),
                Optional.of(Severity.SEV1),
                "Shut",
                "two lines",
                List.of("radio.website", "www.radio.example"),
                List.of(),
                Optional.of(Instant.parse("2026-02-01T10:00:00Z")),
                Optional.empty(),
                Optional.of(URI.create("https://x.example/1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'service': 'a.b', 'status': 'down', 'title': 'Shut'} | a.b: Shut | Shut
          {'service': 'a.b', 'status': 'down'} | a.b | a.b
          {'host': 'https://x.example/', 'status': 'down'} | x.example | x.example
          {'app_id': '/a/b', 'status': 'down'} | /a/b | /a/b
          {'key': 'k', 'status': 'down'} | k | k
          """)
  void withoutAKeyServiceAndTitleAreOne(String message, String key, String title) {
    assertThat(one(message)).returns(key, Alert::key).returns(title, Alert::title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'service': 'a', 'status': 'down'}, {'service': 'b', 'status': 'up'}]",
        "{'alerts': [{'service': 'a', 'status': 'down'}, {'service': 'b', 'status': 'up'}]}"
      })
  void theDesksOwnFormMayBeAList(String message) {
    assertThat(read(message))
        .extracting(Alert::key, Alert::status)
        .containsExactly(tuple("a", Status.DOWN), tuple("b", Status.UP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "https://user:secret@x.example/",
        "file:///etc/passwd",
        "https:x",
        "http://x.example/ y",
        ""
      })
  void whatIsNoWebAddressIsNoLink(String link) {
    assertThat(one("{'service': 's', 'status': 'down', 'link': '" + link + "'}").link()).isEmpty();
  }

  @Test
  void textsAreBoundedAndFitForALine() {
    Alert alert =
        one(
            "{'key': '%s', 'service': '%s', 'status': 'down', 'title': '%s', 'detail': '%s'}"
                .formatted(
                    "k".repeat(5_000),
                    "s".repeat(5_000),
                    "t\\u0000 \\ud800\\u00a0" + "😀".repeat(5_000),
                    "d ".repeat(5_000)));
    assertThat(alert.key()).hasSizeLessThanOrEqualTo(200).startsWith("kkk");
    assertThat(alert.targets()).isEmpty();
    assertThat(alert.title()).hasSizeLessThanOrEqualTo(200).startsWith("t 😀😀").endsWith("😀…");
    assertThat(alert.detail()).hasSize(2_000).startsWith("d d").endsWith("…");
    String other = "k".repeat(5_001);
    assertThat(one("{'key': '" + other + "', 'status': 'down'}").key()).isNotEqualTo(alert.key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | /
          [] | /
          7 | /
          null | /
          "text" | /
          {'msg': 'x'} | /
          {'alerts': []} | /alerts
          {'alerts': 'x', 'groupKey': 'y'} | /alerts
          {'groupKey': 'y'} | /alerts
          [7] | /0
          {'alerts': [{'labels': {'a': 'b'}}, null]} | /alerts/1
          {'alerts': [{'labels': []}]} | /alerts/0/labels
          {'alerts': [{'labels': {}}]} | /alerts/0/labels
          {'alerts': [{'labels': {'a': 'b'}, 'status': 'burning'}]} | /alerts/0/status
          {'alerts': [{'labels': {'a': 'b'}, 'status': {}}]} | /alerts/0/status
          {'alerts': [{'labels': {'a': 'b'}}], 'status': 'burning'} | /status
          {'heartbeat': 7, 'monitor': null} | /heartbeat
          {'heartbeat': {'status': 9}, 'monitor': {'id': 1}} | /heartbeat/status
          {'heartbeat': {}, 'monitor': {'id': 1}} | /heartbeat/status
          {'heartbeat': {'status': 0}, 'monitor': {}} | /monitor/id
          {'check_id': {}, 'current_state': 'DOWN'} | /check_id
          {'ruleId': 1} | /state
          {'alertType': 1, 'monitorID': '*monitorID*'} | /monitorID
          {'service': 'a'} | /status
          {'service': 'a', 'status': 'ok'} | /status
          {'status': 'down'} | /service
          {'service': [], 'status': 'down'} | /service
          """)
  void whatIsOfNoFormIsRefusedWithItsPlace(String message, String pointer) {
    assertThat(refusal(message))
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.field()).isEqualTo(pointer);
              assertThat(field.message()).endsWith(".");
            });
  }

  @Test
  void whatThePageShowsIsUnderstood() throws IOException {
    String page = Files.readString(Path.of("docs/alerts.md"));
    assertThat(Pattern.compile("(?sm)^```json\\n(.*?)^```$").matcher(page).results())
        .extracting(block -> read(block.group(1).replaceAll("\\*\\w+\\*", "1")).get(0))
        .extracting(Alert::key, Alert::status, Alert::targets)
        .containsExactly(
            tuple("monitor:1", Status.DOWN, List.of("1")),
            tuple(
                "calendar-health", Status.DOWN, List.of("fiesta.calendar", "www.fiesta.example")));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(refusal("[{'service': 'a'}, {'service': 'b', 'status': 'up'}, {'status': 'up'}]"))
        .extracting(InvalidField::field)
        .containsExactly("/0/status", "/2/service");
  }

  @Test
  void aMessageHoldsFiveThousandAlertsAtMost() {
    String alert = "{'service': 'a', 'status': 'up'}";
    assertThat(read("[" + (alert + ",").repeat(4_999) + alert + "]")).hasSize(5_000);
    assertThat(refusal("[" + (alert + ",").repeat(5_000) + alert + "]"))
        .containsExactly(
            new InvalidField(
                "/", "The message holds 5,001 alerts: send at most 5,000 in one message."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "{} {}", "{'a': 01}"})
  void whatIsNoJsonIsRefused(String text) {
    assertThat(refusal(text)).extracting(InvalidField::field).containsExactly("/");
  }

  @Test
  void depthAndLengthBeyondAllMeasureAreRefused() {
    assertThat(refusal("[".repeat(500_000))).hasSize(1);
    assertThat(refusal("{'a':".repeat(500_000))).hasSize(1);
    assertThat(refusal("{'service': " + "9".repeat(500_000) + "}")).hasSize(1);
    byte[] latin = {'"', (byte) 0xe9, '"'};
    assertThatThrownBy(() -> AlertSample.reader().read(latin)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> AlertSample.reader().read((JsonNode) null))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void numbersBeyondSixtyFourBitAreNumbersStill() {
    assertThat(one("{'key': 43434343434343434343, 'status': 'down'}").key())
        .isEqualTo("43434343434343434343");
  }

  private static List<InvalidField> refusal(String message) {
    return catchThrowableOfType(InvalidInput.class, () -> read(message)).fields();
  }

  private static Alert one(String message) {
    List<Alert> alerts = read(message);
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }

  private static List<Alert> read(String message) {
    return AlertSample.reader().read(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Consumer<String> contains(String part) {
    return text -> assertThat(text).contains(part);
  }
}
