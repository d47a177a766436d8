package org.mcws.desk.duty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A shift as it is sent.
 *
 * @param account log-in name or mail address of somebody of Ops
 * @param from when it begins, as the clock shows it in the time zone
 * @param to when it ends
 * @param timeZone of the tz database; that of the person if left out
 * @param everyWeeks after how many weeks it comes again; once only if left out
 * @param lastDay the last day on which it begins; for ever if left out
 * @param insteadOf the shift, or event of the calendar, whose place it takes
 */
record ShiftBody(
    @NotBlank(message = "is missing: name an account of Community Ops") String account,
    @NotNull(message = "is missing: give a time such as 2026-12-01T18:00") LocalDateTime from,
    @NotNull(message = "is missing: give a time such as 2026-12-01T23:00") LocalDateTime to,
    String timeZone,
    @Min(value = 1, message = "must be 1 to 52 weeks")
        @Max(value = 52, message = "must be 1 to 52 weeks")
        Integer everyWeeks,
    LocalDate lastDay,
    @Size(max = 300, message = "is no id of a shift") String insteadOf) {

  ShiftBody {
    from = from == null ? null : from.truncatedTo(ChronoUnit.MINUTES);
    to = to == null ? null : to.truncatedTo(ChronoUnit.MINUTES);
  }
}
