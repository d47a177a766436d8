package org.mcws.desk.rollout;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.task.Task;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.RolloutView.ServiceView;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Rollouts by REST. */
@RestController
@RequestMapping("/api/rollouts")
@Tag(name = "Rollouts")
@Transactional(readOnly = true)
public class RolloutController {

  private final Rollouts rollouts;
  private final RolloutReports reports;
  private final RolloutProgress progress;
  private final RolloutProcess process;
  private final Line line;
  private final CurrentPerson person;

  RolloutController(
      Rollouts rollouts,
      RolloutReports reports,
      RolloutProgress progress,
      RolloutProcess process,
      Line line,
      CurrentPerson person) {
    this.rollouts = rollouts;
    this.reports = reports;
    this.progress = progress;
    this.process = process;
    this.line = line;
    this.person = person;
  }

  @Operation(
      summary = "All rollouts that you may see, the newest first",
      description = "Owners see those that concern their communities, and of them only their part.")
  @GetMapping
  public Paged<RolloutView> list(@ParameterObject PageQuery query) {
    Pageable page = query.newestFirst("createdAt");
    String[] communities = seen();
    List<RolloutView> items =
        rollouts.page(communities, (int) page.getOffset(), page.getPageSize()).stream()
            .map(rollout -> progress.of(rollout, communities))
            .toList();
    return new Paged<>(
        items, page.getPageNumber(), page.getPageSize(), rollouts.count(communities));
  }

  @Operation(
      summary = "Where a rollout stands, with the report of each community",
      description = "The page and its size are those of the report's communities.")
  @GetMapping("/{id}")
  public RolloutView show(@PathVariable UUID id, @ParameterObject PageQuery query) {
    return progress.inDetail(visible(id), seen(), query.sortedBy("community"));
  }

  @Operation(summary = "The services of a rollout, by their ids")
  @GetMapping("/{id}/services")
  public Paged<ServiceView> services(
      @PathVariable UUID id,
      @RequestParam(required = false) String state,
      @ParameterObject PageQuery query) {
    Rollout rollout = visible(id);
    Pageable page = query.sortedBy("service");
    State wanted = state == null ? null : state(state);
    return new Paged<>(
        reports
            .page(rollout.id(), wanted, seen(), (int) page.getOffset(), page.getPageSize())
            .stream()
            .map(ServiceView::of)
            .toList(),
        page.getPageNumber(),
        page.getPageSize(),
        reports.count(rollout.id(), wanted, seen()));
  }

  @Operation(
      summary = "Stop the line",
      description =
          "For Ops. No further update begins; what is under way is finished. Then Ops decide in a"
              + " task, or resume it here.")
  @PostMapping("/{id}/stop")
  @Transactional
  public ResponseEntity<RolloutView> stop(
      @PathVariable UUID id, @Valid @RequestBody Reason reason) {
    visible(id);
    onlyOps();
    Rollout rollout = rollouts.lock(id);
    if (rollout.state() != Rollout.State.RUNNING) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "The rollout is " + rollout.state().label() + ", not running.");
    }
    if (!line.stop(rollout, reason.reason(), person.id())) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "The rollout is still being prepared and updates nothing yet; try again in a moment.");
    }
    return accepted(id);
  }

  @Operation(
      summary = "Resume a halted rollout",
      description = "For Ops. The same as deciding in the task that it goes on.")
  @PostMapping("/{id}/resume")
  @Transactional
  public ResponseEntity<RolloutView> resume(
      @PathVariable UUID id, @Valid @RequestBody Reason reason) {
    visible(id);
    onlyOps();
    Rollout rollout = rollouts.lock(id);
    Task task =
        process
            .haltDecision(rollout)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.CONFLICT,
                        "The rollout is " + rollout.state().label() + ", not halted."));
    process.decideHalt(task, "goOn", reason.reason());
    return accepted(id);
  }

  private ResponseEntity<RolloutView> accepted(UUID id) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/rollouts/" + id))
        .body(progress.of(rollouts.find(id).orElseThrow(), seen()));
  }

  private void onlyOps() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops stop and resume a rollout: ask them.");
    }
  }

  /** Null for everything. */
  private String[] seen() {
    return person.isOps() ? null : person.communities().toArray(String[]::new);
  }

  private Rollout visible(UUID id) {
    return rollouts
        .find(id)
        .filter(rollout -> person.isOps() || reports.countCommunities(rollout.id(), seen()) > 0)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such rollout."));
  }

  private static State state(String label) {
    try {
      return State.of(label);
    } catch (IllegalArgumentException unknown) {
      throw new InvalidInput("/state", "There is no state '" + label + "'.");
    }
  }

  /**
   * @param reason why; kept on record
   */
  record Reason(
      @NotBlank(message = "is missing: say why, it is kept on record")
          @Size(max = 1000, message = "use at most 1,000 characters")
          String reason) {}
}
