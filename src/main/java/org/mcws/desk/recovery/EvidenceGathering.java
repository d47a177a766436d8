package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.RecentChange;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.recovery.Evidence.Condition;
import org.mcws.desk.status.WatchedServices;
import org.mcws.desk.status.WatchedServices.BadProbe;
import org.springframework.stereotype.Component;

/**
 * Finds out what is the matter with a service that is down. Changes nothing; what does not answer
 * is evidence, too.
 */
@Component
class EvidenceGathering {

  private static final Duration A_DAY = Duration.ofDays(1);

  /** What the playbook takes for the last release's fault: peers roll back within two hours. */
  private static final Duration RECENT = Duration.ofHours(2);

  private final Inventory inventory;
  private final Hosting hosting;
  private final NamesEvidence names;
  private final MailEvidence mail;
  private final MachineEvidence machines;
  private final WatchedServices watched;
  private final SignalLog log;
  private final Silences silences;
  private final Clock clock;

  EvidenceGathering(
      Inventory inventory,
      Hosting hosting,
      NamesEvidence names,
      MailEvidence mail,
      MachineEvidence machines,
      WatchedServices watched,
      SignalLog log,
      Silences silences,
      Clock clock) {
    this.inventory = inventory;
    this.hosting = hosting;
    this.names = names;
    this.mail = mail;
    this.machines = machines;
    this.watched = watched;
    this.log = log;
    this.silences = silences;
    this.clock = clock;
  }

  Evidence of(Incident incident) {
    DeliveredService service = inventory.find(incident.service()).orElseThrow();
    Instant now = clock.instant();
    List<String> lines = new ArrayList<>();
    Map<String, Object> facts = facts(incident);
    List<Signal> signals =
        log.findByIncidentOrderById(incident.id()).stream().filter(Signal::isDown).toList();
    lines.add(
        signals.isEmpty()
            ? "Nothing says any more that it is down."
            : "Said to be down by: " + inWords(signals));
    facts.put("anySignal", !signals.isEmpty());
    List<BadProbe> bad = watched.bad(service.id());
    boolean seen = bad.stream().anyMatch(probe -> !probe.kind().isOfCertificate());
    facts.put("probesBad", seen);
    boolean othersSay = signals.stream().anyMatch(s -> !s.isOfProbe() && !s.isWarning());
    facts.put("certificateOnly", !bad.isEmpty() && !seen && !othersSay);
    // Of instances that began with the playbook before.
    facts.put("warningOnly", facts.get("certificateOnly"));
    bad.forEach(probe -> lines.add("Probe " + probe.kind().label() + ": " + probe.evidence()));
    Optional<String> silence = silences.of(service.id(), now);
    facts.put("maintenance", silence.isPresent());
    silence.ifPresent(lines::add);
    changes(service, now, lines, facts);
    facts.put("recordsWrong", names.look(service, lines));
    facts.put("mailWrong", mail.look(service, lines));
    Optional<AppStatus> app = app(service, lines, facts);
    Optional<String> agent = app.flatMap(EvidenceGathering::agent);
    facts.put("agentLost", agent.map(host -> machines.look(host, lines)).orElse(false));
    return new Evidence(
        lines,
        facts,
        agent,
        app.map(AppStatus::version),
        new Condition(
            app.map(EvidenceGathering::healthy).orElse(0L),
            (int) bad.stream().filter(probe -> probe.kind().isOfTasks()).count()));
  }

  /** What the incident itself brings to the playbook. */
  static Map<String, Object> facts(Incident incident) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("scope", incident.scope().name());
    facts.put("rehearsal", incident.isRehearsal());
    facts.put("chosen", incident.chosen() == null ? "" : incident.chosen().value());
    facts.put(
        "forbidden",
        incident.forbidden().stream().map(Step::value).collect(Collectors.joining(",", ",", ",")));
    facts.put("waits", incident.waits());
    facts.put("restarts", incident.restarts());
    facts.put("rollBacks", incident.rollBacks());
    facts.put("moves", incident.moves());
    facts.put("repairs", incident.repairs());
    facts.put("anySignal", true);
    facts.put("probesBad", false);
    facts.put("certificateOnly", false);
    facts.put("warningOnly", false);
    facts.put("maintenance", false);
    facts.put("recentRelease", false);
    facts.put("recordsWrong", false);
    facts.put("mailWrong", false);
    facts.put("app", "none");
    facts.put("agentLost", false);
    return facts;
  }

  static String inWords(List<Signal> signals) {
    return signals.stream()
        .map(signal -> signal.source() + " (" + signal.title() + ")")
        .distinct()
        .limit(10)
        .collect(Collectors.joining("; "));
  }

  private void changes(
      DeliveredService service, Instant now, List<String> lines, Map<String, Object> facts) {
    List<RecentChange> changes = inventory.changesSince(service.id(), now.minus(A_DAY));
    changes.stream().limit(5).map(EvidenceGathering::words).forEach(lines::add);
    // What was rolled back already is not rolled back further.
    facts.put(
        "recentRelease",
        changes.stream()
            .filter(change -> change.isImage() && change.from() != null)
            .findFirst()
            .filter(change -> change.at().isAfter(now.minus(RECENT)))
            .filter(change -> !RecoverySteps.isOwn(change))
            .isPresent());
  }

  /** Such as {@code 2026-05-01 12:00:00 UTC: image a:1 → a:2 by ops (CVE-2026-1234).}. */
  private static String words(RecentChange change) {
    String fromTo =
        Stream.of(change.from(), change.to())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" → "));
    return "Changed "
        + Chronicle.time(change.at())
        + ": "
        + change.what()
        + (fromTo.isEmpty() ? "" : " " + fromTo)
        + " by "
        + change.by()
        + " ("
        + change.why()
        + ")";
  }

  private Optional<AppStatus> app(
      DeliveredService service, List<String> lines, Map<String, Object> facts) {
    if (!service.isKeptRunning()) {
      return Optional.empty();
    }
    try {
      Optional<AppStatus> app = hosting.find(service.appId());
      facts.put("app", app.map(EvidenceGathering::state).orElse("missing"));
      app.ifPresentOrElse(
          status -> describe(status, lines),
          () -> lines.add("There is no app " + service.appId() + " on the hosting platform."));
      return app;
    } catch (PlatformUnavailable silent) {
      facts.put("app", "unknown");
      lines.add("The hosting platform does not tell: " + silent.getMessage());
      return Optional.empty();
    }
  }

  private static void describe(AppStatus app, List<String> lines) {
    lines.add(
        "App "
            + app.id()
            + " runs "
            + app.image()
            + ": "
            + healthy(app)
            + " of "
            + app.instances()
            + " tasks healthy"
            + (app.deploying() ? ", a deployment is under way." : "."));
    app.waitingFor().ifPresent(why -> lines.add("Tasks wait for: " + why));
    app.lastFailure()
        .ifPresent(
            failure ->
                lines.add(
                    "Last task failure "
                        + Chronicle.time(failure.at())
                        + " on "
                        + failure.host()
                        + ": "
                        + failure.state()
                        + " "
                        + failure.message()));
    app.tasks().stream()
        .map(AppStatus.Task::host)
        .distinct()
        .forEach(host -> lines.add("Tasks run on " + host + "."));
  }

  /** The state of the app in a word, as the playbook has it. */
  private static String state(AppStatus app) {
    if (app.instances() == 0) {
      return "scaledToNone";
    }
    if (app.deploying()) {
      return app.waitingFor().isPresent() || app.failing().isPresent() ? "stuck" : "deploying";
    }
    if (healthy(app) >= app.instances()) {
      return "settled";
    }
    return app.waitingFor().isPresent() ? "stuck" : "unhealthy";
  }

  static long healthy(AppStatus app) {
    return app.tasks().stream().filter(AppStatus.Task::healthy).count();
  }

  /**
   * The machine to blame, if one is. Marathon goes on telling of a task's failure long after
   * another has taken its place.
   */
  private static Optional<String> agent(AppStatus app) {
    return Stream.of(
            app.tasks().stream().filter(task -> !task.healthy()).map(AppStatus.Task::host),
            app.lastFailure().stream()
                .filter(failure -> app.tasks().size() < app.instances())
                .map(AppStatus.Failure::host),
            app.tasks().stream().map(AppStatus.Task::host))
        .flatMap(Function.identity())
        .findFirst();
  }
}
