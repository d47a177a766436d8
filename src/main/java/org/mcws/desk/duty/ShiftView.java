package org.mcws.desk.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * A shift as people see it.
 *
 * @param account whose it is
 * @param onRoster whether that is somebody of Ops; nobody has duty by it otherwise
 * @param from when it begins first, as the clock shows it in the time zone
 * @param to when that ends
 * @param everyWeeks after how many weeks it comes again; nothing for once
 * @param lastDay the last day on which it begins
 * @param insteadOf the shift, or event of the calendar, whose place it takes
 * @param addedBy the account that has added it
 */
record ShiftView(
    UUID id,
    String account,
    boolean onRoster,
    LocalDateTime from,
    LocalDateTime to,
    String timeZone,
    Integer everyWeeks,
    LocalDate lastDay,
    String insteadOf,
    String addedBy,
    Instant addedAt) {

  static ShiftView of(Shift shift, boolean onRoster) {
    return new ShiftView(
        shift.id(),
        shift.account(),
        onRoster,
        shift.begins(),
        shift.ends(),
        shift.timeZone(),
        shift.everyWeeks().orElse(null),
        shift.lastDay().orElse(null),
        shift.insteadOf().orElse(null),
        shift.addedBy(),
        shift.addedAt());
  }
}
