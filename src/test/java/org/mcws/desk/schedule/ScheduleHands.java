package org.mcws.desk.schedule;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.BeanFactory;

/** Lets a desk whose runs are driven by hand work on them. */
public final class ScheduleHands {

  private static final Duration STEP = Duration.ofSeconds(2);

  private ScheduleHands() {}

  /** Lets a little time pass, and does what is due then. */
  public static void work(BeanFactory desk) {
    ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(STEP)));
    desk.getBean(ScheduleWorker.class).work();
  }
}
