package org.mcws.desk.recovery.alert;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The webhook of Alertmanager, which Grafana's alerting has taken over: alerts with labels, in a
 * group ({@code template/template.go} of Alertmanager, up to version 4 of the message). Also the
 * bare list of alerts that Prometheus sends.
 */
final class AlertmanagerForm implements AlertForm {

  private static final String ALERTS = "alerts";
  private static final String LABELS = "labels";
  private static final String STATUS = "status";
  private static final String NAME = "alertname";
  private static final String FINGERPRINT = "fingerprint";

  private final Clock clock;

  AlertmanagerForm(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean recognises(Told message) {
    return message.mentions("groupKey", "groupLabels", "commonLabels", "commonAnnotations")
        || Stream.concat(message.elements().stream(), message.at(ALERTS).elements().stream())
            .anyMatch(alert -> alert.mentions(LABELS, FINGERPRINT));
  }

  @Override
  public List<Alert> read(Told message) {
    Told list = message.isList() ? message : message.at(ALERTS);
    List<Alert> alerts = list.each(alert -> alert(alert, message));
    truncated(message).ifPresent(alerts::add);
    return alerts;
  }

  private Alert alert(Told alert, Told group) {
    if (alert.at(LABELS).isThere() && !alert.at(LABELS).isObject()) {
      throw alert.at(LABELS).refusal("must be an object");
    }
    Map<String, String> told = alert.at(LABELS).texts();
    Labels labels = Labels.of(told);
    Told annotations = alert.at("annotations");
    boolean firing = isFiring(alert, group);
    String key = key(alert, told);
    return nothing(labels)
        .map(reason -> AlertDraft.ignored(key, reason))
        .orElseGet(() -> firing ? AlertDraft.down(key) : AlertDraft.up(key))
        .title(annotations.text("summary", "title").or(() -> labels.get(NAME)))
        .detail(annotations.text("description", "message").or(() -> alert.text("valueString")))
        .labels(labels)
        .severities(Labels.of(annotations.texts()))
        .startedAt(alert.moment("startsAt"))
        .endedAt(alert.moment("endsAt"))
        .link(alert.text("generatorURL").or(() -> group.text("externalURL")))
        .finished();
  }

  /** The labels alone, never the group's: those of a group differ as it grows and shrinks. */
  private static String key(Told alert, Map<String, String> labels) {
    Optional<String> fingerprint = alert.value(FINGERPRINT);
    if (fingerprint.isEmpty() && labels.isEmpty()) {
      throw alert.at(LABELS).refusal("must tell this alert from others by one label or more");
    }
    return fingerprint.orElseGet(() -> AlertKeys.ofLabels(labels));
  }

  private boolean isFiring(Told alert, Told group) {
    Told teller = alert.value(STATUS).isPresent() ? alert : group;
    return teller
        .value(STATUS)
        .map(word -> isFiring(word, teller.at(STATUS)))
        .orElseGet(
            () -> alert.moment("endsAt").filter(end -> !end.isAfter(clock.instant())).isEmpty());
  }

  private static boolean isFiring(String word, Told place) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "firing" -> true;
      case "resolved" -> false;
      default -> throw place.refusal("must be firing or resolved");
    };
  }

  /** Why an alert of this name says nothing of a service, if it doesn't. */
  private static Optional<String> nothing(Labels labels) {
    return switch (labels.get(NAME).orElse("")) {
      case "DatasourceNoData", "DatasourceError" ->
          Optional.of(
              "Grafana got no figures for "
                  + labels.get("rulename").orElse("a rule")
                  + ", which does not say that anything is down");
      case "TestAlert" ->
          labels
              .get("instance")
              .filter(tester -> tester.equals("Grafana") || tester.equals("Alertmanager"))
              .map(tester -> "It is a test that somebody sent from " + tester);
      case "Watchdog", "DeadMansSwitch", "InfoInhibitor" ->
          Optional.of("It always fires, and so proves that alerts get through");
      default -> Optional.empty();
    };
  }

  /** That the source left alerts out, as an entry of its own: nobody should be in the dark. */
  private static Optional<Alert> truncated(Told message) {
    return message
        .text("truncatedAlerts")
        .filter(number -> number.matches("[1-9]\\d{0,9}"))
        .map(
            number ->
                AlertDraft.ignored(
                        "truncated:" + AlertKeys.ofLabels(message.at("groupLabels").texts()),
                        "The source left out "
                            + number
                            + " more alerts of this group: set max_alerts to 0 there")
                    .title(Optional.of(number + " alerts were left out"))
                    .link(message.text("externalURL"))
                    .finished());
  }
}
