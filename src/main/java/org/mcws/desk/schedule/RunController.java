package org.mcws.desk.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** How the runs of scheduled services went, by REST. */
@RestController
@Tag(name = "Schedules")
@Transactional
public class RunController {

  private final ScheduledRuns runs;
  private final Schedules schedules;
  private final DueRuns due;
  private final OwnersAndOps people;
  private final Idempotency idempotency;
  private final AuditTrail audit;
  private final Clock clock;

  RunController(
      ScheduledRuns runs,
      Schedules schedules,
      DueRuns due,
      OwnersAndOps people,
      Idempotency idempotency,
      AuditTrail audit,
      Clock clock) {
    this.runs = runs;
    this.schedules = schedules;
    this.due = due;
    this.people = people;
    this.idempotency = idempotency;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(
      summary = "The runs of a scheduled service, the newest first",
      description = "The last 50 are kept, with what they have printed.")
  @GetMapping("/api/services/{service}/runs")
  @Transactional(readOnly = true)
  public Paged<RunView> list(@PathVariable String service, @ParameterObject PageQuery query) {
    return Paged.of(
        runs.findByService(people.visible(service).id(), query.newestFirst("dueAt", "id")),
        run -> run);
  }

  @Operation(
      summary = "Let a scheduled service run now",
      description =
          "For the owners of its community and Ops, also while it is paused. If the run before has"
              + " not ended, the service's overlap policy decides.")
  @PostMapping("/api/services/{service}/runs")
  public ResponseEntity<JsonNode> run(
      @PathVariable String service,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    String id = people.service(service).id();
    return idempotency.once(
        key,
        people.actor(),
        "POST /api/services/" + id + "/runs",
        () -> {
          Schedule schedule = schedules.lock(id).orElseThrow(ScheduleController::notScheduled);
          Instant now = clock.instant();
          ScheduledRun run = due.order(schedule, now, people.actor(), now);
          if (run.state() == ScheduledRun.State.SKIPPED) {
            throw new ResponseStatusException(
                HttpStatus.CONFLICT, run.message().orElse("") + " Wait, or stop one first.");
          }
          audit.record(people.actor(), Channel.ACCOUNT, "run ordered", "service/" + id, run.name());
          return ResponseEntity.accepted()
              .location(URI.create("/api/runs/" + run.id()))
              .body(runs.view(run.id()).orElseThrow());
        });
  }

  @Operation(summary = "A run")
  @GetMapping("/api/runs/{id}")
  @Transactional(readOnly = true)
  public RunView show(@PathVariable UUID id) {
    return visible(id);
  }

  @Operation(
      summary = "What a run has printed",
      description =
          "For the owners of its community and Ops: the last 16,000 characters of it, when it has"
              + " ended.")
  @GetMapping(value = "/api/runs/{id}/output", produces = MediaType.TEXT_PLAIN_VALUE)
  @Transactional(readOnly = true)
  public String output(@PathVariable UUID id) {
    people.service(visible(id).service());
    return runs.findById(id).flatMap(ScheduledRun::output).orElse("");
  }

  @Operation(
      summary = "Stop a run",
      description = "For the owners of its community and Ops. One that has ended is left as it is.")
  @DeleteMapping("/api/runs/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  public void stop(@PathVariable UUID id) {
    String service = people.service(visible(id).service()).id();
    String reason = people.actor() + " has stopped it.";
    if (runs.stop(id, reason, clock.instant(), ScheduledRun.OPEN) > 0) {
      audit.record(
          people.actor(), Channel.ACCOUNT, "run stopped", "service/" + service, id.toString());
    }
  }

  private RunView visible(UUID id) {
    RunView run =
        runs.view(id)
            .orElseThrow(
                () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such run."));
    people.visible(run.service());
    return run;
  }
}
