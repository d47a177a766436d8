package org.mcws.desk.schedule;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node works on scheduled services.
 *
 * @param every how often it looks for what is due
 * @param longestRun after how long a run is stopped that has not ended by itself, at most 6 days:
 *     Marathon keeps what has ended from starting anew for 7
 */
@Validated
@ConfigurationProperties("desk.schedule")
record ScheduleSettings(
    @NotNull @DefaultValue("PT2S") Duration every,
    @NotNull @DurationMin(minutes = 1) @DefaultValue("PT24H") Duration longestRun) {

  private static final Duration LONGEST = Duration.ofDays(6);

  ScheduleSettings {
    if (longestRun != null && longestRun.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("desk.schedule.longest-run must be at most P6D");
    }
  }
}
