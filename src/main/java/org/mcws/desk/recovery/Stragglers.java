package org.mcws.desk.recovery;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends a platform incident that is over but for a few: what does not come back with the others has
 * a reason of its own, and gets an incident of its own.
 */
@Component
class Stragglers {

  /** Fewer than one in ten of those that were hit are a few. */
  private static final int A_FEW_OF = 10;

  private final Incidents incidents;
  private final IncidentMembers members;
  private final SignalLog log;
  private final RecoveryProcess process;
  private final RecoveryLimits limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Stragglers(
      Incidents incidents,
      IncidentMembers members,
      SignalLog log,
      RecoveryProcess process,
      RecoveryLimits limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.incidents = incidents;
    this.members = members;
    this.log = log;
    this.process = process;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  void leaveBehind() {
    incidents
        .findByScopeAndClosedAtIsNullOrderByOpenedAt(IncidentScope.PLATFORM)
        .forEach(open -> transaction.executeWithoutResult(status -> leaveBehindIfOver(open.id())));
  }

  private void leaveBehindIfOver(String id) {
    Incident incident = incidents.lock(id).orElseThrow();
    if (incident.state() == Incident.State.OPEN && isOverButForAFew(incident)) {
      process.tellRecovered(incident);
    }
  }

  private boolean isOverButForAFew(Incident incident) {
    long down = members.countByIncidentAndUpAtIsNull(incident.id());
    return down > 0
        && down * A_FEW_OF < members.countByIncident(incident.id())
        && log.countByIncidentAndServiceIsNullAndState(incident.id(), Signal.State.DOWN) == 0
        && !members.existsChangedSince(
            incident.id(), clock.instant().minus(limits.many().within()));
  }
}
