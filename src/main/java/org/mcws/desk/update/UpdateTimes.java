package org.mcws.desk.update;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.community.Communities;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.MaintenanceWindow;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** How long an update waits, at the desk's pace. */
@Component
@ProcessBean
public class UpdateTimes {

  private final ServiceUpdateProcess process;
  private final UpdateLimits limits;
  private final Communities communities;
  private final Pace pace;
  private final Clock clock;

  UpdateTimes(
      ServiceUpdateProcess process,
      UpdateLimits limits,
      Communities communities,
      Pace pace,
      Clock clock) {
    this.process = process;
    this.limits = limits;
    this.communities = communities;
    this.pace = pace;
    this.clock = clock;
  }

  /** Until a deployment is looked at again. */
  public String lookEvery(DelegateExecution execution) {
    return pace.of(process.of(execution).lookEvery());
  }

  /** How long visitors may take to come to a verdict: three times as long as they need. */
  public String visitorsWithin(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    Duration every = pace.of(Duration.parse(update.probeEvery()));
    return every.multipliedBy(3L * update.probesWanted()).toString();
  }

  /** Until the next probe, for instances of the model that knew of no visitors. */
  public String probeEvery(DelegateExecution execution) {
    return pace.of(process.of(execution).probeEvery());
  }

  /** Until is asked again whether another update works at the service. */
  public String againEvery(DelegateExecution execution) {
    return limit(execution, Limits::againEvery);
  }

  public String nameImageWithin(DelegateExecution execution) {
    return limit(execution, Limits::nameImageWithin);
  }

  public String nameImageReminder(DelegateExecution execution) {
    return limit(execution, Limits::nameImageReminder);
  }

  public String decideReminder(DelegateExecution execution) {
    return limit(execution, Limits::decideReminder);
  }

  /**
   * Whether the community's maintenance window is open, or need not be. A rehearsal shortens the
   * wait for it, and so believes that it is open after the wait.
   */
  public boolean isWindowOpen(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    if (update.ignoresWindow() || update.windowAwaited() && isRehearsal()) {
      return true;
    }
    Instant now = clock.instant();
    return !opening(update, now).isAfter(now);
  }

  /** Until the community's maintenance window opens. */
  public String untilWindowOpens(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    Instant now = clock.instant();
    update.awaitWindow();
    return until(opening(update, now), now);
  }

  /** Until the old version is kept no longer. */
  public String untilExemptionEnds(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    var zone = communities.findById(update.community()).orElseThrow().timeZone();
    return until(update.exemptUntil().atStartOfDay(zone).toInstant(), clock.instant());
  }

  private Instant opening(ServiceUpdate update, Instant now) {
    Community community = communities.findById(update.community()).orElseThrow();
    Optional<MaintenanceWindow> window = community.maintenanceWindow();
    return window.map(one -> one.nextOpening(now, community.timeZone())).orElse(now);
  }

  private String until(Instant moment, Instant now) {
    Duration wait = Duration.between(now, moment);
    return pace.of(wait.isNegative() ? Duration.ZERO : wait).toString();
  }

  private boolean isRehearsal() {
    Duration hour = Duration.ofHours(1);
    return !pace.of(hour).equals(hour);
  }

  private String limit(DelegateExecution execution, Function<Limits, String> column) {
    return pace.of(column.apply(limits.of(process.of(execution).riskClass())));
  }
}
