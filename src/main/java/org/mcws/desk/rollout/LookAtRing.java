package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out whether anything holds the open ring up, and makes room for what can begin. */
@Component
class LookAtRing implements JavaDelegate {

  private final Rollouts rollouts;
  private final Rings rings;
  private final UpdatedServices updatedServices;
  private final Updates updates;
  private final Line line;
  private final TellWhoIsMissing missing;
  private final Clock clock;

  LookAtRing(
      Rollouts rollouts,
      Rings rings,
      UpdatedServices updatedServices,
      Updates updates,
      Line line,
      TellWhoIsMissing missing,
      Clock clock) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.updatedServices = updatedServices;
    this.updates = updates;
    this.line = line;
    this.missing = missing;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    boolean none = rollout.ring() == 0;
    boolean settled = none || !updates.begin(rollout) && line.isSettled(rollout);
    boolean updated =
        settled
            && !none
            && !rings.hasPassed(rollout.id(), rollout.ring())
            && updatedServices.ringState(rollout.id(), rollout.ring()).updatedHere();
    if (!settled) {
      tellIfOverdue(rollout);
    }
    execution.setVariableLocal(RolloutProcess.RING_SETTLED, settled);
    execution.setVariableLocal(RolloutProcess.RING_UPDATED, updated);
  }

  /** Ops hear each day who is missing once the time to finish is over, whichever ring is open. */
  private void tellIfOverdue(Rollout rollout) {
    Instant now = clock.instant();
    if (rollout.finishUntil() != null && !now.isBefore(rollout.finishUntil())) {
      missing.tell(rollout);
    }
  }
}
