package org.mcws.desk.rollout;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Finds out what is left to do after a ring: another ring, some services, or nothing. */
@Component
class LookAtRest implements JavaDelegate {

  private final Rollouts rollouts;
  private final Rings rings;
  private final AffectedServices services;
  private final Clock clock;

  LookAtRest(Rollouts rollouts, Rings rings, AffectedServices services, Clock clock) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.services = services;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    if (rollout.ring() > 0) {
      rings.passed(rollout.id(), rollout.ring(), clock.instant());
    }
    String left = "nothing";
    if (rollout.ring() < rollout.rings()) {
      left = "ring";
    } else if (services.any(rollout.id(), State.UNDER_WAY) || rollout.news()) {
      left = "services";
    } else {
      boolean rests = services.anyExemptedForWantOfFix(rollout.id());
      rollouts.state(rollout.id(), rests ? Rollout.State.RESTING : Rollout.State.COMPLETED, "");
    }
    execution.setVariableLocal(RolloutProcess.LEFT, left);
  }
}
