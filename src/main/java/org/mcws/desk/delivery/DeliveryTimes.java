package org.mcws.desk.delivery;

import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** How long a delivery waits, at the desk's pace. */
@Component
@ProcessBean
public class DeliveryTimes {

  private final DeliveryLimits limits;
  private final Pace pace;

  DeliveryTimes(DeliveryLimits limits, Pace pace) {
    this.limits = limits;
    this.pace = pace;
  }

  /** Until a build that is silent is looked at. */
  public String buildLookEvery() {
    return pace.of(limits.now().buildLookEvery());
  }

  /** Until staging is looked at again. */
  public String stagingLookEvery() {
    return pace.of(limits.now().stagingLookEvery());
  }

  /** Until the owners are not waited for any longer. */
  public String decideWithin() {
    return pace.of(limits.now().decideWithin());
  }

  public String settleReminder() {
    return pace.of(limits.now().settleReminder());
  }

  /** Until what is paused is left so. */
  public String settleWithin() {
    return pace.of(limits.now().settleWithin());
  }

  public String helpReminder() {
    return pace.of(limits.now().helpReminder());
  }
}
