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
 * @param suspect the cause that the source blames, as {@link Cause} names it
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
    Optional<Instant> since,
    Optional<String> suspect) {

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
        alert.status() == Alert.Status.UP ? alert.endedAt() : alert.startedAt(),
        Optional.empty());
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
        Optional.of(since),
        Optional.empty());
  }

  /** What is known of a cause that hits whatever depends on it. */
  static Report ofCause(
      String cause, boolean up, String target, String title, Instant since, Severity severity) {
    return new Report(
        cause,
        up ? Kind.UP : Kind.DOWN,
        "",
        Optional.empty(),
        List.of(target),
        title,
        "",
        Optional.empty(),
        Optional.of(severity),
        Optional.of(since),
        Optional.of(cause));
  }

  /** The same, with what is to blame for it. */
  Report blaming(Optional<String> cause) {
    return with(severity, cause);
  }

  /** The same, of something that no visitor notices yet. */
  Report asWarning() {
    return with(Optional.of(Severity.SEV3), suspect);
  }

  private Report with(Optional<Severity> how, Optional<String> cause) {
    return new Report(
        key, kind, ignoredBecause, service, targets, title, detail, link, how, since, cause);
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
