package org.mcws.desk.onboarding.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.mcws.desk.schedule.Overlap;

/**
 * When a scheduled service runs.
 *
 * @param cron the five fields of a crontab, or a word such as {@code @daily}
 * @param timeZone where the clock hangs by which it runs; the community's if none is given
 * @param overlap what happens if a run has not ended when the next one is due: skip, which is also
 *     meant if none is given, replace or allow
 */
public record ScheduleFacts(
    @NotNull(message = "is missing: give the five fields of a crontab, such as 30 2 * * *")
        @Size(max = 200, message = "use at most 200 characters")
        String cron,
    @TimeZoneId String timeZone,
    Overlap overlap) {

  public ScheduleFacts {
    overlap = overlap == null ? Overlap.SKIP : overlap;
  }
}
