package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AffectedServices.RingState;
import org.springframework.stereotype.Component;

/**
 * What follows when something has happened to a service: the next update begins, the ring is
 * settled, the line stops. All of it under the rollout's lock, so that two that end at the same
 * moment are both counted.
 */
@Component
class Line {

  private final AffectedServices services;
  private final Rings rings;
  private final Updates updates;
  private final Rollouts rollouts;
  private final RolloutProcess process;
  private final AuditTrail audit;
  private final Clock clock;

  Line(
      AffectedServices services,
      Rings rings,
      Updates updates,
      Rollouts rollouts,
      RolloutProcess process,
      AuditTrail audit,
      Clock clock) {
    this.services = services;
    this.rings = rings;
    this.updates = updates;
    this.rollouts = rollouts;
    this.process = process;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Goes on after something has changed.
   *
   * @param rollout with its lock
   */
  void goOn(Rollout rollout) {
    if (!updates.begin(rollout) && rollout.endedAt() == null) {
      wake(rollout);
    }
  }

  /** Tells the process if what it waits for has come. */
  void wake(Rollout rollout) {
    if (rollout.ring() > 0 && isSettled(rollout)) {
      process.tell(rollout, RolloutProcess.RING_SETTLED_MESSAGE);
    }
    if (rollout.ring() < rollout.rings()
        || !services.any(rollout.id(), State.UNDER_WAY) && !rollout.news()) {
      process.tell(rollout, RolloutProcess.REST_CHANGED);
    }
  }

  /** Whether nothing holds the open ring up any more. */
  boolean isSettled(Rollout rollout) {
    RingState ring = services.ringState(rollout.id(), rollout.ring());
    boolean patience = clock.instant().isBefore(rollout.answersUntil());
    return !ring.busy() && (!ring.awaited() || !patience && ring.updated());
  }

  /** Stops the line if too many of a ring have failed. */
  void countFailure(Rollout rollout, AffectedService failed) {
    if (rollout.state() != Rollout.State.RUNNING || failed.ring() == 0) {
      return;
    }
    int failures = services.failures(rollout.id(), failed.ring());
    int of = rings.size(rollout.id(), failed.ring());
    if (RingPolicy.isTooMuch(failures, of, rollout.haltFailures(), rollout.haltShare())) {
      stop(
          rollout,
          "Of the "
              + of
              + " services in ring "
              + failed.ring()
              + ", "
              + failures
              + " could not be updated.",
          Optional.empty());
    }
  }

  /**
   * Stops the line: nothing begins from now on until Ops have decided.
   *
   * @param rollout with its lock
   * @param person who wants it; empty if the desk does
   * @return whether it could be stopped; not while services are still matched and asked about
   */
  boolean stop(Rollout rollout, String reason, Optional<String> person) {
    rollouts.state(rollout.id(), Rollout.State.HALTED, reason);
    if (!process.tell(rollout, RolloutProcess.HALTED)) {
      rollouts.state(rollout.id(), rollout.state(), rollout.note());
      return false;
    }
    audit.record(
        person.orElse("desk"),
        person.isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "rollout halted",
        rollout.subject(),
        reason);
    return true;
  }

  /** The rollout that this subject means, with its lock. */
  Rollout lock(String subject) {
    return lock(Rollout.idIn(subject));
  }

  Rollout lock(UUID id) {
    return rollouts.lock(id);
  }
}
