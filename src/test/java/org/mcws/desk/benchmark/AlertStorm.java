package org.mcws.desk.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What an Alertmanager posts while many services are down: webhooks of version 4, each with a group
 * of alerts of one name. Four alerts watch each service. In five rounds all fire, are repeated, one
 * ends, and another ends and fires anew; so three say in the end that it is down.
 */
final class AlertStorm {

  /** Alerts for each service, all rounds together. */
  static final int EACH = 20;

  /** Alerts for each service that fire in the end. */
  static final int FIRING = 3;

  /** What watches a service. */
  static final int KINDS = 4;

  private static final int ROUNDS = 5;
  private static final int LARGEST_GROUP = 64;
  private static final List<Kind> WATCHED =
      List.of(
          new Kind("SiteDown", "critical", false),
          new Kind("HighErrorRate", "error", false),
          new Kind("SlowAnswers", "warning", true),
          new Kind("FewTasks", "warning", true));

  private final List<Population.Site> sites;
  private final Instant begun;
  // Always the same storm, so that runs can be compared.
  private final Random random = new Random(7);

  AlertStorm(List<Population.Site> sites, Instant begun) {
    this.sites = sites;
    this.begun = begun;
  }

  private record Kind(String name, String severity, boolean ends) {}

  /** The bodies to post, round by round; those of one round in any order. */
  List<List<String>> rounds() {
    List<List<String>> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> messages = new ArrayList<>();
      for (int kind = 0; kind < WATCHED.size(); kind++) {
        groups(round, kind, messages);
      }
      Collections.shuffle(messages, random);
      rounds.add(messages);
    }
    return rounds;
  }

  private void groups(int round, int kind, List<String> messages) {
    List<Integer> order = new ArrayList<>();
    for (int site = 0; site < sites.size(); site++) {
      order.add(site);
    }
    Collections.shuffle(order, random);
    for (int from = 0; from < order.size(); ) {
      int to = Math.min(order.size(), from + 1 + random.nextInt(LARGEST_GROUP));
      messages.add(message(round, kind, order.subList(from, to)));
      from = to;
    }
  }

  private String message(int round, int kind, List<Integer> group) {
    String name = WATCHED.get(kind).name();
    return """
    {"version": "4", "receiver": "desk", "status": "firing", "truncatedAlerts": 0,
     "groupKey": "{}:{alertname=\\"%1$s\\"}", "groupLabels": {"alertname": "%1$s"},
     "commonLabels": {"alertname": "%1$s", "job": "sites"}, "commonAnnotations": {},
     "externalURL": "http://alertmanager.example:9093", "alerts": [%2$s]}
    """
        .formatted(
            name,
            group.stream().map(site -> alert(round, kind, site)).collect(Collectors.joining(",")));
  }

  private String alert(int round, int number, int site) {
    Kind kind = WATCHED.get(number);
    boolean again = number == KINDS - 1 && round == ROUNDS - 1;
    boolean over = kind.ends() && round >= 2 && !again;
    Instant startsAt = again ? begun.plusSeconds(2) : begun;
    return """
    {"status": "%s", "labels": {"alertname": "%s", "desk_service": "%s",
      "instance": "https://%s/", "job": "sites", "severity": "%s"},
     "annotations": {"summary": "%s does not fare well", "description": "Seen for two minutes"},
     "startsAt": "%s", "endsAt": "%s", "fingerprint": "%016x",
     "generatorURL": "http://prometheus.example:9090/graph?g0.expr=probe_success"}\
    """
        .formatted(
            over ? "resolved" : "firing",
            kind.name(),
            sites.get(site).id(),
            sites.get(site).host(),
            kind.severity(),
            sites.get(site).host(),
            startsAt,
            over ? begun.plusSeconds(1) : "0001-01-01T00:00:00Z",
            0x5eed_0000_0000L + (long) site * KINDS + number);
  }
}
