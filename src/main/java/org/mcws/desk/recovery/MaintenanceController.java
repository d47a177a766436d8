package org.mcws.desk.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Planned maintenance by REST; only for Ops. */
@RestController
@RequestMapping("/api/maintenances")
@Tag(name = "Incidents")
public class MaintenanceController {

  private static final String PREFIX = "planned-";
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Maintenances maintenances;
  private final PlannedMaintenances planned;
  private final Inventory inventory;
  private final Communities communities;
  private final Idempotency idempotency;
  private final CurrentPerson person;
  private final Clock clock;

  MaintenanceController(
      Maintenances maintenances,
      PlannedMaintenances planned,
      Inventory inventory,
      Communities communities,
      Idempotency idempotency,
      CurrentPerson person,
      Clock clock) {
    this.maintenances = maintenances;
    this.planned = planned;
    this.inventory = inventory;
    this.communities = communities;
    this.idempotency = idempotency;
    this.person = person;
    this.clock = clock;
  }

  @Operation(summary = "Planned maintenance, the latest first")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<MaintenanceView> list(@ParameterObject PageQuery query) {
    onlyOps();
    return Paged.of(
        maintenances.findByKind(Maintenance.Kind.PLANNED, query.newestFirst("beginsAt", "id")),
        MaintenanceController::view);
  }

  @Operation(
      summary = "Plan maintenance",
      description =
          "Of one service, or of all of a community. The public reads of it on the status page, and"
              + " nobody is called about what goes down meanwhile.")
  @PostMapping
  ResponseEntity<JsonNode> plan(
      @Valid @RequestBody PlanBody body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    onlyOps();
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/maintenances", body),
        () -> {
          check(body);
          Maintenance made =
              planned.plan(
                  body.service(),
                  body.community(),
                  body.words().strip(),
                  body.from(),
                  body.until(),
                  person.id().orElseThrow());
          return ResponseEntity.created(
                  URI.create("/api/maintenances/" + made.id().substring(PREFIX.length())))
              .body(view(made));
        });
  }

  @Operation(summary = "Cancel planned maintenance, or end it now")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  public void end(@PathVariable String id) {
    onlyOps();
    Maintenance one =
        maintenances
            .findById(PREFIX + id)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such maintenance."));
    if (one.endsAt().isAfter(clock.instant())) {
      planned.end(one, person.id().orElseThrow());
    }
  }

  private void check(PlanBody body) {
    boolean known =
        body.service() != null
            ? body.community() == null && inventory.find(body.service()).isPresent()
            : body.community() != null && communities.existsById(body.community());
    if (!known) {
      throw new InvalidInput(
          "/service", "Name one service that there is, by its id, or one community by its slug.");
    }
    if (!body.until().isAfter(body.from()) || !body.until().isAfter(clock.instant())) {
      throw new InvalidInput("/until", "It must end after it begins, and not in the past.");
    }
    if (Duration.between(body.from(), body.until()).compareTo(LONGEST) > 0) {
      throw new InvalidInput("/until", "It may last seven days at most: plan a shorter one.");
    }
  }

  private void onlyOps() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops plan maintenance: ask them.");
    }
  }

  private static MaintenanceView view(Maintenance one) {
    return new MaintenanceView(
        one.id().substring(PREFIX.length()),
        one.service(),
        one.community(),
        one.words(),
        one.beginsAt(),
        one.endsAt(),
        one.told().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        one.madeBy());
  }

  /**
   * @param service the service's id; in place of a community
   * @param community the slug of the community all of whose services it concerns
   * @param words what is done, for the public
   */
  record PlanBody(
      String service,
      String community,
      @NotBlank(message = "is missing: say what is done; the public reads it")
          @Size(max = 200, message = "use at most 200 characters")
          String words,
      @NotNull(message = "is missing: say when it begins") Instant from,
      @NotNull(message = "is missing: say when it ends") Instant until) {}

  /**
   * @param state scheduled, in-progress, completed or cancelled
   */
  record MaintenanceView(
      String id,
      String service,
      String community,
      String words,
      Instant from,
      Instant until,
      String state,
      String plannedBy) {}
}
