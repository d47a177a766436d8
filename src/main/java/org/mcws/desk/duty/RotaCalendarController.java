package org.mcws.desk.duty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rota for calendar programs. For Ops. */
@RestController
@Tag(name = "Duty")
class RotaCalendarController {

  private static final String CALENDAR = "text/calendar;charset=UTF-8";

  private final DutyDoor door;
  private final RotaCalendar calendar;

  RotaCalendarController(DutyDoor door, RotaCalendar calendar) {
    this.door = door;
    this.calendar = calendar;
  }

  @Operation(
      summary = "The rota as a calendar (iCalendar), for calendar programs",
      description = "From a week ago to 60 days ahead. With HTTP Basic, as everywhere.")
  @GetMapping("/api/duty.ics")
  ResponseEntity<byte[]> calendar() {
    door.enter();
    return ResponseEntity.ok()
        .header("Content-Type", CALENDAR)
        .header("Content-Disposition", "inline; filename=\"duty.ics\"")
        .body(calendar.write());
  }
}
