package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Signal.Outcome;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what sources say of services. A source may repeat itself, mix up the order, or be wrong: a
 * word that is older than what is known changes nothing, and however many words there are about a
 * service, they make one incident.
 */
@Service
class Signals {

  private static final int TRIES = 5;

  private final SignalLog log;
  private final Inventory inventory;
  private final Silences silences;
  private final OpenIncidents open;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Signals(
      SignalLog log,
      Inventory inventory,
      Silences silences,
      OpenIncidents open,
      TransactionTemplate transaction,
      Clock clock) {
    this.log = log;
    this.inventory = inventory;
    this.silences = silences;
    this.open = open;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Takes all words of one message, or none of them.
   *
   * @return what came of each, in their order
   */
  List<Taken> take(String source, List<Report> reports) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return takeAll(source, reports);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(status -> takeAll(source, reports));
      } catch (ConcurrencyFailureException
          | OptimisticLockingException
          | DataIntegrityViolationException overtaken) {
        // Another message, or the process, has changed the same thing in this moment.
        if (attempt == TRIES) {
          throw overtaken;
        }
      }
    }
  }

  private List<Taken> takeAll(String source, List<Report> reports) {
    Instant now = clock.instant();
    Map<String, Signal> known = new HashMap<>();
    if (!reports.isEmpty()) {
      log.lock(source, reports.stream().map(Report::key).distinct().toList())
          .forEach(signal -> known.put(signal.key(), signal));
    }
    Map<List<String>, Optional<DeliveredService>> claimed = new HashMap<>();
    List<String> services =
        reports.stream()
            .map(
                report ->
                    claimed
                        .computeIfAbsent(names(report), inventory::claim)
                        .map(DeliveredService::id)
                        .orElse(null))
            .toList();
    Taken[] taken = new Taken[reports.size()];
    // In the order of the services, so that two messages never wait for each other.
    IntStream.range(0, reports.size())
        .boxed()
        .sorted(Comparator.comparing(services::get, Comparator.nullsFirst(String::compareTo)))
        .forEach(i -> taken[i] = take(source, reports.get(i), services.get(i), known, now));
    return List.of(taken);
  }

  private static List<String> names(Report report) {
    return report.service().map(List::of).orElse(report.targets());
  }

  private Taken take(
      String source, Report report, String service, Map<String, Signal> known, Instant now) {
    Signal signal = known.get(report.key());
    return switch (report.kind()) {
      case IGNORED -> ignored(report, service, report.ignoredBecause());
      case UP -> takeUp(report, service, signal, now);
      case DOWN -> {
        if (signal != null && isOld(report, signal)) {
          yield ignored(report, service, "It is older than what is known: it was resolved.");
        }
        if (signal == null) {
          signal = log.save(new Signal(source, report.key(), now));
          known.put(report.key(), signal);
        }
        yield takeDown(report, service, signal, now);
      }
    };
  }

  /** What a source tells of a time that has ended, since its words came in another order. */
  private static boolean isOld(Report report, Signal signal) {
    return signal.state() == Signal.State.UP
        && signal.startedAt() != null
        && report.since().filter(since -> !since.isAfter(signal.startedAt())).isPresent();
  }

  private Taken takeUp(Report report, String service, Signal signal, Instant now) {
    if (signal == null || signal.state() == Signal.State.UP) {
      return ignored(report, service, "Nothing was known to be down.");
    }
    Instant at = report.since().orElse(now);
    if (signal.startedAt() != null && at.isBefore(signal.startedAt())) {
      return ignored(report, service, "It is older than what is known: it went down after that.");
    }
    signal.up(at, now);
    signal.came(Outcome.CLOSED, "");
    open.cleared(signal, at);
    return taken(signal);
  }

  private Taken takeDown(Report report, String service, Signal signal, Instant now) {
    Instant since = report.since().orElse(signal.isDown() ? signal.startedAt() : now);
    boolean news = signal.state() == Signal.State.UP || isAfter(since, signal);
    boolean settled = signal.isDown() && signal.incident() != null;
    signal.about(report, service);
    if (signal.state() == Signal.State.OVERRULED && !news) {
      signal.repeat(now);
      return new Taken(
          report.key(), Outcome.REPEATED, service, signal.incident(), "A person has looked at it.");
    }
    if (settled) {
      signal.repeat(now);
      open.hearAgain(signal);
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

  private static boolean isAfter(Instant since, Signal signal) {
    return signal.startedAt() != null && since != null && since.isAfter(signal.startedAt());
  }

  /** Finds the incident of a signal that says that something is down, or the reason for none. */
  void place(Signal signal, Instant now) {
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
    Instant now = clock.instant();
    log.findByIncidentOrderById(incident).stream()
        .filter(Signal::isDown)
        .forEach(signal -> signal.overrule(now));
  }
}
