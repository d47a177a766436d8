package org.mcws.desk.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Signal.Outcome;
import org.springframework.stereotype.Service;

/**
 * Takes what sources say of services. A source may repeat itself, mix up the order, or be wrong: a
 * word that is older than what is known changes nothing, and however many words there are about a
 * service, they make one incident.
 */
@Service
class Signals {

  private final SignalLog log;
  private final Inventory inventory;
  private final Silences silences;
  private final OpenIncidents open;
  private final ClearedIncidents over;
  private final PatientTransaction transaction;
  private final Clock clock;

  Signals(
      SignalLog log,
      Inventory inventory,
      Silences silences,
      OpenIncidents open,
      ClearedIncidents over,
      PatientTransaction transaction,
      Clock clock) {
    this.log = log;
    this.inventory = inventory;
    this.silences = silences;
    this.open = open;
    this.over = over;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Takes all words of one message, or none of them.
   *
   * @return what came of each, in their order
   */
  List<Taken> take(String source, List<Report> reports) {
    return transaction.get(() -> takeAll(source, reports));
  }

  private List<Taken> takeAll(String source, List<Report> reports) {
    if (reports.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<String> keys = reports.stream().map(Report::key).distinct().toList();
    List<String> services = services(reports);
    Set<String> settled = Set.copyOf(log.findSettled(source, keys));
    Predicate<Report> isNews =
        report -> report.kind() == Report.Kind.DOWN && !settled.contains(report.key());
    open.prepare(
        IntStream.range(0, reports.size())
            .filter(i -> services.get(i) != null && isNews.test(reports.get(i)))
            .mapToObj(services::get)
            .collect(Collectors.toSet()),
        reports.stream().anyMatch(isNews.and(report -> report.suspect().isPresent())));
    log.enter(source, told(reports), Timestamp.from(now));
    Map<String, Signal> known = new HashMap<>();
    log.lock(source, keys).forEach(signal -> known.put(signal.key(), signal));
    Taken[] taken = new Taken[reports.size()];
    // In the order of the services, so that two messages never wait for each other's incidents.
    IntStream.range(0, reports.size())
        .boxed()
        .sorted(Comparator.comparing(services::get, Comparator.nullsFirst(String::compareTo)))
        .forEach(i -> taken[i] = take(reports.get(i), services.get(i), known, now));
    return List.of(taken);
  }

  /** What is said of, in an order in which two messages do not wait for each other. */
  private static String[] told(List<Report> reports) {
    return reports.stream()
        .filter(report -> report.kind() != Report.Kind.IGNORED)
        .map(Report::key)
        .distinct()
        .sorted()
        .toArray(String[]::new);
  }

  /** Which service each is about; null where none claims it. */
  private List<String> services(List<Report> reports) {
    Map<List<String>, DeliveredService> claimed =
        inventory.claim(reports.stream().map(Signals::names).collect(Collectors.toSet()));
    List<String> services = new ArrayList<>();
    for (Report report : reports) {
      DeliveredService service = claimed.get(names(report));
      services.add(service == null ? null : service.id());
    }
    return services;
  }

  private static List<String> names(Report report) {
    return report.service().map(List::of).orElse(report.targets());
  }

  private Taken take(Report report, String service, Map<String, Signal> known, Instant now) {
    Signal signal = known.get(report.key());
    return switch (report.kind()) {
      case IGNORED -> ignored(report, service, report.ignoredBecause());
      case UP -> takeUp(report, service, signal, now);
      case DOWN ->
          isOld(report, signal)
              ? ignored(report, service, "It is older than what is known: it was resolved.")
              : takeDown(report, service, signal, now);
    };
  }

  /** What a source tells of a time that has ended, since its words came in another order. */
  private static boolean isOld(Report report, Signal signal) {
    return signal.state() == Signal.State.UP
        && report
            .since()
            .filter(
                since ->
                    signal.startedAt() != null && !since.isAfter(signal.startedAt())
                        || signal.hasToldOfEndAfter(since))
            .isPresent();
  }

  private Taken takeUp(Report report, String service, Signal signal, Instant now) {
    Instant at = past(report, now).orElse(now);
    if (signal.state() == Signal.State.UP) {
      signal.stillUp(at, now);
      return ignored(report, service, "Nothing was known to be down.");
    }
    if (signal.startedAt() != null && at.isBefore(signal.startedAt())) {
      return ignored(report, service, "It is older than what is known: it went down after that.");
    }
    signal.up(at, now);
    signal.came(Outcome.CLOSED, "");
    over.cleared(signal, at);
    return taken(signal);
  }

  private Taken takeDown(Report report, String service, Signal signal, Instant now) {
    // What a source repeats without a time goes on, unless it was well in between.
    Instant since =
        past(report, now).orElse(signal.state() == Signal.State.UP ? now : signal.startedAt());
    boolean news = signal.state() == Signal.State.UP || isAfter(since, signal);
    boolean settled = signal.isDown() && signal.incident() != null;
    boolean wasWarning = signal.isWarning();
    signal.about(report, service);
    if (signal.state() == Signal.State.OVERRULED && !news) {
      signal.repeat(now);
      return new Taken(
          report.key(), Outcome.REPEATED, service, signal.incident(), "A person has looked at it.");
    }
    if (settled) {
      signal.repeat(now);
      if (news) {
        signal.beganAnew(since);
      }
      open.hearAgain(signal, wasWarning);
      signal.came(Outcome.REPEATED, "");
      return taken(signal);
    }
    boolean again = signal.isDown();
    signal.down(since, now);
    if (again) {
      signal.repeat(now);
    }
    place(signal, now);
    return taken(signal);
  }

  /** A clock that is ahead does not tell of the future. */
  private static Optional<Instant> past(Report report, Instant now) {
    return report.since().map(since -> since.isAfter(now) ? now : since);
  }

  private static boolean isAfter(Instant since, Signal signal) {
    return signal.startedAt() != null && since != null && since.isAfter(signal.startedAt());
  }

  /** Finds the incident of a signal that says that something is down, or the reason for none. */
  void place(Signal signal, Instant now) {
    if (signal.service() == null && signal.suspect().isPresent()) {
      open.openOrJoinCause(signal);
      return;
    }
    if (signal.service() == null) {
      signal.came(
          Outcome.UNCLAIMED,
          signal.target() == null
              ? "It names no service."
              : "No service is called " + signal.target() + ".");
      return;
    }
    Optional<String> silence = silences.of(signal.service(), now);
    if (silence.isPresent()) {
      signal.came(Outcome.SILENCED, silence.get());
    } else {
      open.openOrJoin(signal);
    }
  }

  private static Taken ignored(Report report, String service, String reason) {
    return new Taken(report.key(), Outcome.IGNORED, service, null, reason);
  }

  private static Taken taken(Signal signal) {
    return new Taken(
        signal.key(), signal.outcome(), signal.service(), signal.incident(), signal.reason());
  }

  /** A person has looked: what still says that it is down does not count until it says so anew. */
  void overrule(String incident) {
    overrule(incident, Signal::isDown);
  }

  /** The same, of the cause alone, such as a machine that will not come back. */
  void overruleCause(String incident) {
    overrule(incident, signal -> signal.isDown() && signal.service() == null);
  }

  private void overrule(String incident, Predicate<Signal> which) {
    Instant now = clock.instant();
    log.findByIncidentOrderById(incident).stream()
        .filter(which)
        .forEach(signal -> signal.overrule(now));
  }
}
