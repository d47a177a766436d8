package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.notification.DeskReason;
import org.springframework.stereotype.Component;

/** Decides what a document means: a rollout of its own, a part of a running one, or a note. */
@Component
class Intake {

  private final AdvisoryRegister register;
  private final Rollouts rollouts;
  private final RolloutProcess process;
  private final AuditTrail audit;
  private final Clock clock;

  Intake(
      AdvisoryRegister register,
      Rollouts rollouts,
      RolloutProcess process,
      AuditTrail audit,
      Clock clock) {
    this.register = register;
    this.rollouts = rollouts;
    this.process = process;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps the document and finds the running rollouts that it concerns: that of its problem, by any
   * of its names, and those of problems about which it states something.
   *
   * @return with their locks, the first started first
   */
  List<Rollout> running(Advisory advisory, String document) {
    String kept = register.keep(advisory, document);
    List<String> concerned =
        advisory.kind() == Kind.VEX ? register.concerned(advisory) : List.of(kept);
    return rollouts.joined().stream()
        .filter(rollout -> concerned.contains(keptAs(rollout)))
        .filter(this::isThere)
        .toList();
  }

  /** Two problems may have turned out to be one since the rollout was started. */
  private String keptAs(Rollout rollout) {
    return keptAs(rollout.advisory());
  }

  private String keptAs(String problem) {
    return register.find(problem).map(Advisory::id).orElse(problem);
  }

  /** Ends a rollout whose process instance somebody has deleted. */
  private boolean isThere(Rollout rollout) {
    boolean there = process.isThere(rollout);
    if (!there) {
      rollouts.state(rollout.id(), Rollout.State.CANCELLED, "Its process instance was deleted.");
      rollouts.end(rollout.id(), clock.instant());
    }
    return there;
  }

  /** Enters a new rollout, or the note that there is nothing to roll out. */
  Rollout enter(
      Advisory advisory,
      String document,
      boolean exploited,
      String processInstanceId,
      Optional<String> person) {
    UUID id = UUID.randomUUID();
    String kept = register.keep(advisory, document);
    Optional<String> note = reasonForNothing(advisory);
    rollouts.enter(
        id,
        kept,
        advisory.title(),
        processInstanceId,
        note.isPresent() ? Rollout.State.NOTED : Rollout.State.RUNNING,
        note.orElse(""),
        exploited || advisory.exploited(),
        person.orElse("desk"),
        clock.instant());
    audit(person, note.isPresent() ? "advisory noted" : "rollout started", id, advisory);
    return rollouts.lock(id);
  }

  /** Makes the document a part of running rollouts, which {@link #tell} lets know. */
  void join(List<Rollout> running, Advisory advisory, boolean exploited, Optional<String> person) {
    for (Rollout rollout : running) {
      if (exploited || advisory.exploited()) {
        rollouts.exploited(rollout.id());
      }
      audit(person, "advisory joined", rollout.id(), advisory);
      rollouts.news(rollout.id(), true);
    }
  }

  /**
   * Whether the document only concerns these rollouts. A statement may clear what they deal with,
   * and affirm another problem that has none yet.
   */
  boolean isOnlyAbout(List<Rollout> running, Advisory advisory) {
    if (running.isEmpty() || advisory.kind() != Kind.VEX) {
      return !running.isEmpty();
    }
    Set<String> dealtWith = running.stream().flatMap(this::dealtWith).collect(Collectors.toSet());
    return affirmedBy(advisory).allMatch(dealtWith::contains);
  }

  /** The problem that is rolled out, and those that a report or statement affirms. */
  private Stream<String> dealtWith(Rollout rollout) {
    return Stream.concat(
        Stream.of(keptAs(rollout)),
        register.find(rollout.advisory()).stream().flatMap(this::affirmedBy));
  }

  private Stream<String> affirmedBy(Advisory advisory) {
    return advisory.findings().stream()
        .filter(finding -> finding.status() == Status.AFFECTED)
        .map(Finding::problem)
        .distinct()
        .map(this::keptAs);
  }

  /** Lets all running rollouts know that have been joined. */
  void tell() {
    rollouts.joined().stream().filter(Rollout::news).forEach(this::tell);
  }

  private void tell(Rollout running) {
    boolean withdrawn = register.find(running.advisory()).flatMap(Advisory::withdrawn).isPresent();
    if (!withdrawn || !process.tell(running, RolloutProcess.WITHDRAWN)) {
      process.tell(running, RolloutProcess.ADVISORY_UPDATED);
    }
  }

  private void audit(Optional<String> person, String action, UUID rollout, Advisory advisory) {
    audit.record(
        person.orElse("desk"),
        person.isPresent() ? Channel.ACCOUNT : Channel.DESK,
        action,
        Rollout.subject(rollout),
        advisory.id() + ": " + advisory.title());
  }

  private static Optional<String> reasonForNothing(Advisory advisory) {
    if (advisory.withdrawn().isPresent()) {
      return Optional.of(DeskReason.ADVISORY_WITHDRAWN.text());
    }
    if (advisory.findings().stream().anyMatch(f -> f.status() == Status.AFFECTED)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (advisory.kind()) {
          case VEX -> "The document tells only what is not affected, fixed or being looked into.";
          case INFORMATIONAL -> "The document tells of no problem.";
          case ADVISORY, REPORT -> "The document names nothing that is affected.";
        });
  }
}
