package org.mcws.desk.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.recovery.alert.Alert;
import org.mcws.desk.recovery.alert.Severity;

/**
 * One word of a source about one thing.
 *
 * @param key what tells this thing from others of the source
 * @param kind whether it is down or up, or why the word says neither
 * @param service the service, if the source knows its id
 * @param targets names by which a service may be recognised, the most trustworthy first
 * @param since since when it is so, if the source tells
 */
record Report(
    String key,
    Kind kind,
    String ignoredBecause,
    Optional<String> service,
    List<String> targets,
    String title,
    String detail,
    Optional<String> link,
    Optional<Severity> severity,
    Optional<Instant> since) {

  /** What an alert of a monitoring system says. */
  static Report of(Alert alert) {
    return new Report(
        alert.key(),
        Kind.valueOf(alert.status().name()),
        alert.ignoredBecause().orElse(""),
        Optional.empty(),
        alert.targets(),
        alert.title(),
        alert.detail(),
        alert.link().map(Object::toString),
        alert.severity(),
        alert.status() == Alert.Status.UP ? alert.endedAt() : alert.startedAt());
  }

  /** What the desk itself knows of one of its services. */
  static Report ofService(
      String key, boolean up, String service, String title, String detail, Instant since) {
    return new Report(
        key,
        up ? Kind.UP : Kind.DOWN,
        "",
        Optional.of(service),
        List.of(),
        title,
        detail,
        Optional.empty(),
        Optional.empty(),
        Optional.of(since));
  }

  /** The same, of something that no visitor notices yet. */
  Report asWarning() {
    return new Report(
        key,
        kind,
        ignoredBecause,
        service,
        targets,
        title,
        detail,
        link,
        Optional.of(Severity.SEV3),
        since);
  }

  /** What the source has named first. */
  Optional<String> target() {
    return targets.stream().findFirst();
  }

  /** What a word can say. */
  enum Kind {
    DOWN,
    UP,
    IGNORED
  }
}
