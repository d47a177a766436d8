package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Tells the owners of some communities how it went with their services, each community once. As
 * many as one transaction should hold; the model comes back for the rest.
 */
@Component
class ReportToCommunities implements JavaDelegate {

  private static final int AT_ONCE = 50;

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final RolloutMail mail;
  private final Clock clock;

  ReportToCommunities(Rollouts rollouts, AffectedServices services, RolloutMail mail, Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    Instant now = clock.instant();
    List<String> communities = services.unreported(rollout.id(), AT_ONCE);
    Map<String, List<AffectedService>> rows =
        services.of(rollout.id(), communities.toArray(String[]::new)).stream()
            .collect(Collectors.groupingBy(AffectedService::community));
    communities.forEach(community -> mail.report(rollout, community, rows.get(community)));
    services.reported(rollout.id(), communities, now);
    boolean more = communities.size() == AT_ONCE;
    if (!more) {
      end(rollout, now);
    }
    execution.setVariableLocal(RolloutProcess.MORE_TO_TELL, more);
    execution.setVariableLocal(RolloutProcess.EXEMPTED, rollout.state() == Rollout.State.RESTING);
  }

  private void end(Rollout rollout, Instant now) {
    if (rollout.state() != Rollout.State.RESTING) {
      rollouts.end(rollout.id(), now);
    } else if (rollout.news()) {
      // They came while nobody listened: look at them at once.
      rollouts.pauseUntil(rollout.id(), now);
    }
  }
}
