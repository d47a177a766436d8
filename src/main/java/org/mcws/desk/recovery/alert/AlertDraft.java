package org.mcws.desk.recovery.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mcws.desk.recovery.alert.Alert.Status;

/** An alert while it is being read. */
final class AlertDraft {

  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_DETAIL = 2_000;
  private static final int LONGEST_REASON = 300;
  private static final int LONGEST_LINK = 1_000;
  private static final int MOST_NAMES = 20;

  private final String key;
  private final Status status;
  private final Optional<String> ignoredBecause;
  private final Set<String> services = new LinkedHashSet<>();
  private final Set<String> apps = new LinkedHashSet<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> machines = new LinkedHashSet<>();
  private final List<String> severities = new ArrayList<>();
  private String title;
  private String detail = "";
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<URI> link = Optional.empty();

  private AlertDraft(String key, Status status, Optional<String> ignoredBecause) {
    this.key = AlertKeys.bounded(key);
    this.status = status;
    this.ignoredBecause = ignoredBecause.map(reason -> Lines.cut(reason, LONGEST_REASON));
    this.title = this.key;
  }

  static AlertDraft down(String key) {
    return new AlertDraft(key, Status.DOWN, Optional.empty());
  }

  static AlertDraft up(String key) {
    return new AlertDraft(key, Status.UP, Optional.empty());
  }

  static AlertDraft ignored(String key, String because) {
    return new AlertDraft(key, Status.IGNORED, Optional.of(because));
  }

  /** What it is called; the key if nothing is told. */
  AlertDraft title(Optional<String> line) {
    line.ifPresent(told -> title = told);
    return this;
  }

  AlertDraft detail(Optional<String> line) {
    line.ifPresent(told -> detail = told);
    return this;
  }

  /** What labels say of the service, the machine and how bad it is. */
  AlertDraft labels(Labels labels) {
    labels.services().forEach(services::add);
    labels.apps().forEach(apps::add);
    labels.hosts().forEach(hosts::add);
    labels.machines().forEach(machines::add);
    return severities(labels);
  }

  /** What annotations say of how bad it is; the rest of them is for people. */
  AlertDraft severities(Labels annotations) {
    annotations.severities().forEach(severities::add);
    return this;
  }

  AlertDraft startedAt(Optional<Instant> moment) {
    startedAt = moment;
    return this;
  }

  /** When it ended, which many sources tell as a guess while it goes on. */
  AlertDraft endedAt(Optional<Instant> moment) {
    endedAt = moment.filter(told -> status == Status.UP);
    return this;
  }

  /** The moment at which it became what it is. */
  AlertDraft changedAt(Optional<Instant> moment) {
    return status == Status.UP ? endedAt(moment) : startedAt(moment);
  }

  AlertDraft link(Optional<String> address) {
    link = address.flatMap(AlertDraft::webAddress);
    return this;
  }

  Alert finished() {
    List<String> targets =
        Stream.of(services, apps, hosts).flatMap(Set::stream).distinct().limit(MOST_NAMES).toList();
    return new Alert(
        key,
        status,
        ignoredBecause,
        Severity.worst(severities.stream()),
        Lines.cut(title, LONGEST_TITLE),
        Lines.cut(detail, LONGEST_DETAIL),
        targets,
        machines.stream().limit(MOST_NAMES).toList(),
        startedAt,
        endedAt,
        link);
  }

  private static Optional<URI> webAddress(String text) {
    try {
      return text.length() > LONGEST_LINK
          ? Optional.empty()
          : Optional.of(new URI(text)).filter(AlertDraft::isForEverybody);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Not an address that runs something, and none that gives a password away. */
  private static boolean isForEverybody(URI address) {
    return ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()))
        && address.getRawAuthority() != null
        && !address.getRawAuthority().contains("@");
  }
}
