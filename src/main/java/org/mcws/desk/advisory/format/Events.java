package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory.Range;
import org.mcws.desk.advisory.version.VersionOrder;

/**
 * What happened in the line of a package's versions, in whichever order it is written: problems are
 * introduced and end.
 */
final class Events {

  private final VersionOrder order;
  private final List<Event> events = new ArrayList<>();

  Events(VersionOrder order) {
    this.order = order;
  }

  /** The problem is in this version; {@code 0} is the very first. */
  void introduced(String version) {
    boolean first = version.equals("0") || !Affected.isVersion(version);
    events.add(new Event(Kind.INTRODUCED, first ? "" : version));
  }

  /** The problem is not in this version any more. */
  void fixed(String version) {
    if (Affected.isVersion(version)) {
      events.add(new Event(Kind.ENDED, version));
    }
  }

  /** This is the last version with the problem. */
  void lastAffected(String version) {
    if (Affected.isVersion(version)) {
      events.add(new Event(Kind.LAST, version));
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  boolean haveEnd() {
    return events.stream().anyMatch(event -> event.kind() != Kind.INTRODUCED);
  }

  /** The ranges in which the problem is; what only ends began with the first version. */
  List<Range> ranges() {
    List<String> sorted =
        order.sorted(events.stream().map(Event::version).filter(v -> !v.isEmpty()).toList());
    List<Event> inOrder =
        events.stream()
            .sorted(Comparator.<Event>comparingInt(e -> rank(e, sorted)).thenComparing(Event::kind))
            .toList();
    List<Range> ranges = new ArrayList<>();
    boolean beginsAtFirst = events.stream().noneMatch(event -> event.kind() == Kind.INTRODUCED);
    String since = beginsAtFirst ? "" : null;
    for (Event event : inOrder) {
      if (event.kind() == Kind.INTRODUCED) {
        since = since == null ? event.version() : since;
      } else if (since != null) {
        ranges.add(event.ending(since));
        since = null;
      }
    }
    if (since != null) {
      ranges.add(new Range(version(since), Optional.empty(), Optional.empty()));
    }
    return ranges;
  }

  private int rank(Event event, List<String> sorted) {
    if (event.version().isEmpty()) {
      return -1;
    }
    int rank = sorted.indexOf(event.version());
    // Two spellings of one version happened at the same time.
    while (rank > 0 && order.compare(sorted.get(rank - 1), event.version()) == 0) {
      rank--;
    }
    return rank;
  }

  private static Optional<String> version(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  /** At one version a problem ends before another begins, and begins before its last version. */
  private enum Kind {
    ENDED,
    INTRODUCED,
    LAST
  }

  private record Event(Kind kind, String version) {

    Range ending(String since) {
      return kind == Kind.LAST
          ? new Range(Events.version(since), Optional.empty(), Optional.of(version))
          : new Range(Events.version(since), Optional.of(version), Optional.empty());
    }
  }
}
