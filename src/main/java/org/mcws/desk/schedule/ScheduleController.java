package org.mcws.desk.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.OwnersAndOps;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** When scheduled services run, by REST. */
@RestController
@RequestMapping("/api/services/{service}/schedule")
@Tag(name = "Schedules")
@Transactional
public class ScheduleController {

  private final Schedules schedules;
  private final DueRuns due;
  private final OwnersAndOps people;
  private final AuditTrail audit;
  private final Clock clock;

  ScheduleController(
      Schedules schedules, DueRuns due, OwnersAndOps people, AuditTrail audit, Clock clock) {
    this.schedules = schedules;
    this.due = due;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "When a scheduled service runs")
  @GetMapping
  @Transactional(readOnly = true)
  public ScheduleView show(@PathVariable String service) {
    return view(
        schedules
            .findById(people.visible(service).id())
            .orElseThrow(ScheduleController::notScheduled));
  }

  @Operation(
      summary = "Say when a scheduled service runs",
      description =
          "For the owners of its community and Ops. The cron expression has the five fields of a"
              + " crontab. While it is paused, no run is due, and none is made good later.")
  @PutMapping
  public ScheduleView change(@PathVariable String service, @Valid @RequestBody Wish wish) {
    Schedule schedule =
        schedules.lock(people.service(service).id()).orElseThrow(ScheduleController::notScheduled);
    Timetable timetable = wish.timetable();
    Instant now = clock.instant();
    due.orderDue(schedule, now);
    schedule.change(timetable, wish.paused(), now);
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "schedule changed",
        "service/" + schedule.service(),
        words(schedule.timetable()) + (wish.paused() ? ", paused" : ""));
    return view(schedule);
  }

  static ResponseStatusException notScheduled() {
    return new ResponseStatusException(
        HttpStatus.CONFLICT, "Only a scheduled service that is delivered has a timetable.");
  }

  private static String words(Timetable timetable) {
    return timetable.cron()
        + " by the clock of "
        + timetable.timeZone()
        + ", overlap: "
        + timetable.overlap().label();
  }

  private static ScheduleView view(Schedule schedule) {
    Timetable timetable = schedule.timetable();
    return new ScheduleView(
        timetable.cron(),
        timetable.timeZone().getId(),
        timetable.overlap(),
        schedule.isPaused(),
        schedule.nextAt().orElse(null));
  }

  /**
   * @param cron the five fields of a crontab, or a word such as {@code @daily}
   * @param timeZone such as {@code Europe/Madrid}
   * @param overlap skip, replace or allow
   * @param paused whether no run is due until somebody says otherwise; false if it is left out
   */
  record Wish(
      @NotNull(message = "is missing: give the five fields of a crontab")
          @Size(max = 200, message = "use at most 200 characters")
          String cron,
      @NotNull(message = "is missing: give a time zone such as Europe/Madrid") ZoneId timeZone,
      @NotNull(message = "is missing: skip, replace or allow") Overlap overlap,
      boolean paused) {

    Timetable timetable() {
      try {
        return new Timetable(cron, timeZone, overlap);
      } catch (IllegalArgumentException e) {
        throw new InvalidInput("/cron", "cron " + e.getMessage());
      }
    }
  }

  /**
   * @param nextAt when the next run is due; left out while it is paused
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ScheduleView(
      String cron, String timeZone, Overlap overlap, boolean paused, Instant nextAt) {}
}
