package org.mcws.desk.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Map;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Incidents by REST. */
@RestController
@RequestMapping("/api/incidents")
@Tag(name = "Incidents")
public class IncidentController {

  private static final String OPEN = "open";

  private final Incidents incidents;
  private final IncidentViews views;
  private final RecoveryProcess process;
  private final IncidentWords words;
  private final Idempotency idempotency;
  private final CurrentPerson person;

  IncidentController(
      Incidents incidents,
      IncidentViews views,
      RecoveryProcess process,
      IncidentWords words,
      Idempotency idempotency,
      CurrentPerson person) {
    this.incidents = incidents;
    this.views = views;
    this.process = process;
    this.words = words;
    this.idempotency = idempotency;
    this.person = person;
  }

  @Operation(
      summary = "The incidents that you may see, the newest first",
      description = "Ops see all, owners those that concern their communities.")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<IncidentView> list(
      @Parameter(description = "open for those that are not over; all if left out")
          @RequestParam(required = false)
          String state,
      @ParameterObject PageQuery query) {
    if (state != null && !state.equals(OPEN)) {
      throw new InvalidInput("/state", "'state' may be 'open', or left out for all.");
    }
    return Paged.of(page(state != null, query.newestFirst("openedAt", "id")), views::brief);
  }

  private Page<Incident> page(boolean open, PageRequest newest) {
    if (!person.isOps()) {
      return incidents.findOf(person.communities(), open, newest);
    }
    return open ? incidents.findByClosedAtIsNull(newest) : incidents.findAllBy(newest);
  }

  @Operation(summary = "An incident with its evidence and history")
  @GetMapping("/{id}")
  @Transactional(readOnly = true)
  public IncidentView show(@PathVariable String id) {
    return views.full(visible(id));
  }

  @Operation(
      summary = "Tell that a service is down",
      description =
          "By an owner of its community, or by Ops. If the desk knows already, add what you know to"
              + " the incident.")
  @PostMapping
  ResponseEntity<JsonNode> report(
      @RequestBody Map<String, JsonNode> body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/incidents", body),
        () -> {
          Incident incident = process.report(body);
          return ResponseEntity.accepted()
              .location(URI.create("/api/incidents/" + incident.id()))
              .body(new Started(incident.id(), incident.id(), incident.service()));
        });
  }

  @Operation(
      summary = "Add what you know to an incident",
      description = "By an owner of a community that it concerns, or by Ops.")
  @PostMapping("/{id}/notes")
  ResponseEntity<JsonNode> note(
      @PathVariable String id,
      @Valid @RequestBody NoteBody body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/incidents/" + id + "/notes", body),
        () -> {
          Incident incident = visible(id);
          words.add(incident, person.id().orElseThrow(), body.words());
          return ResponseEntity.status(HttpStatus.CREATED).body(views.full(incident));
        });
  }

  private Incident visible(String id) {
    return incidents
        .findById(id)
        .filter(incident -> person.isOps() || views.concerns(incident, person.communities()))
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such incident."));
  }

  /**
   * @param id of the incident
   * @param processInstanceId of its process instance
   * @param businessKey the service's id
   */
  record Started(String id, String processInstanceId, String businessKey) {}

  /**
   * @param words what is known
   */
  record NoteBody(
      @NotBlank(message = "is missing: say what you know")
          @Size(max = 2000, message = "use at most 2,000 characters")
          String words) {}
}
