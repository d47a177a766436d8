package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AskedServices.Decision;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what the owners, Ops or silence have decided about services of a rollout. */
@Component
class RolloutAnswers {

  /** Nothing was done about it, so a later decision replaces an earlier one. */
  private static final Set<State> OPEN =
      EnumSet.of(
          State.PLANNED, State.WAITING, State.CLEARED, State.PAUSED, State.EXEMPTED, State.SKIPPED);

  private final Rollouts rollouts;
  private final AskedServices askedServices;
  private final StartedUpdates started;
  private final Line line;
  private final Clock clock;

  RolloutAnswers(
      Rollouts rollouts,
      AskedServices askedServices,
      StartedUpdates started,
      Line line,
      Clock clock) {
    this.rollouts = rollouts;
    this.askedServices = askedServices;
    this.started = started;
    this.line = line;
    this.clock = clock;
  }

  @EventListener
  void hear(ApprovalOutcome outcome) {
    if (!Rollout.isSubject(outcome.subject())) {
      return;
    }
    UUID id = Rollout.idIn(outcome.subject());
    Optional<Integer> firstRing =
        askedServices.firstRing(id, outcome.community(), outcome.services());
    if (firstRing.isEmpty()) {
      return;
    }
    if (outcome.verdict() == Verdict.PAUSED) {
      callOff(id, outcome);
    }
    Rollout rollout = lock(id, firstRing.get(), outcome.verdict());
    List<Integer> rings =
        askedServices.decide(
            id,
            outcome.community(),
            outcome.services(),
            OPEN,
            new Decision(
                state(outcome.verdict()),
                outcome.approval(),
                outcome.by(),
                outcome.reason(),
                outcome.until().orElse(null),
                outcome.verdict() == Verdict.EMERGENCY_GO ? 0 : null),
            clock.instant());
    if (rings.stream().anyMatch(ring -> ring <= rollout.ring())) {
      line.goOn(rollout);
    }
  }

  /**
   * An answer about a ring that is not open yet only has to be sure that it stays so: such answers
   * need not wait for one another. Others may let updates begin, one after the other.
   */
  private Rollout lock(UUID id, int firstRing, Verdict verdict) {
    boolean begins = verdict == Verdict.EMERGENCY_GO;
    if (!begins && firstRing > rollouts.find(id).orElseThrow().ring()) {
      Rollout rollout = rollouts.share(id);
      if (firstRing > rollout.ring()) {
        return rollout;
      }
    }
    return rollouts.lock(id);
  }

  /** What has been started and not begun must not begin while the answers contradict each other. */
  private void callOff(UUID id, ApprovalOutcome outcome) {
    for (AffectedService service :
        askedServices.startedNotBegun(
            id, outcome.community(), outcome.approval(), outcome.services())) {
      askedServices.closes(service, State.PAUSED);
      started.callOff(service.updateInstance());
    }
  }

  private static State state(Verdict verdict) {
    return switch (verdict) {
      case GO, EMERGENCY_GO -> State.CLEARED;
      case PAUSED -> State.PAUSED;
      case EXEMPTED -> State.EXEMPTED;
      case SKIPPED -> State.SKIPPED;
      case CANCELLED -> State.CANCELLED;
    };
  }
}
