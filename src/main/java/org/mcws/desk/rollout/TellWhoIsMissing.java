package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.engine.Pace;
import org.springframework.stereotype.Component;

/** Tells Ops for whom a rollout waits that should be over, and again the next day. */
@Component
class TellWhoIsMissing implements JavaDelegate {

  private static final Duration DAY = Duration.ofDays(1);

  private final Rollouts rollouts;
  private final RolloutEvidence evidence;
  private final RolloutMail mail;
  private final Pace pace;
  private final Clock clock;

  TellWhoIsMissing(
      Rollouts rollouts, RolloutEvidence evidence, RolloutMail mail, Pace pace, Clock clock) {
    this.rollouts = rollouts;
    this.evidence = evidence;
    this.mail = mail;
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    tell(rollouts.lock(RolloutProcess.rollout(execution)));
  }

  /**
   * @param rollout with its lock
   */
  void tell(Rollout rollout) {
    mail.missing(rollout, evidence.ofMissing(rollout));
    rollouts.finishUntil(rollout.id(), clock.instant().plus(pace.of(DAY)));
  }
}
