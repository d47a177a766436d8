package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
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

  /** The running rollout of the problem that this document is about, by any of its names. */
  Optional<Rollout> running(Advisory advisory, String document) {
    return rollouts
        .running(register.keep(advisory, document))
        .filter(
            rollout -> {
              if (process.isThere(rollout)) {
                return true;
              }
              rollouts.state(
                  rollout.id(), Rollout.State.CANCELLED, "Its process instance was deleted.");
              rollouts.end(rollout.id(), clock.instant());
              return false;
            });
  }

  /** Enters a new rollout, or the note that there is nothing to roll out. */
  Rollout enter(
      Advisory advisory,
      String document,
      boolean exploited,
      String processInstanceId,
      Optional<String> person) {
    UUID id = UUID.randomUUID();
    String advisoryId = register.keep(advisory, document);
    Optional<String> note = reasonForNothing(advisory);
    rollouts.enter(
        id,
        advisoryId,
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

  /** Makes the document a part of the running rollout, which {@link #tell} lets know. */
  void join(
      Rollout running,
      Advisory advisory,
      String document,
      boolean exploited,
      Optional<String> person) {
    if (exploited || advisory.exploited()) {
      rollouts.exploited(running.id());
    }
    audit(person, "advisory joined", running.id(), advisory);
    rollouts.addNews(running.id(), document, clock.instant());
  }

  /** Lets the running rollout take in what has joined it. */
  void tell(Rollout running) {
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
      return Optional.of("The advisory was withdrawn by its publisher.");
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
