package org.mcws.desk.hostmaintenance;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** How long the maintenance of a machine waits, at the desk's pace. */
@Component
@ProcessBean
public class HostTimes {

  private final HostMaintenanceProcess process;
  private final HostLimits limits;
  private final Pace pace;
  private final Clock clock;

  HostTimes(HostMaintenanceProcess process, HostLimits limits, Pace pace, Clock clock) {
    this.process = process;
    this.limits = limits;
    this.pace = pace;
    this.clock = clock;
  }

  /** Until it is planned to begin. */
  public String untilBegin(DelegateExecution execution) {
    Duration wait = Duration.between(clock.instant(), process.of(execution).beginsAt());
    return pace.of(wait.isNegative() ? Duration.ZERO : wait).toString();
  }

  /** Until what is under way is looked at again. */
  public String lookEvery() {
    return pace.of(limits.now().lookEvery());
  }

  public String decideReminder() {
    return pace.of(limits.now().decideReminder());
  }

  public String workReminder() {
    return pace.of(limits.now().workReminder());
  }
}
