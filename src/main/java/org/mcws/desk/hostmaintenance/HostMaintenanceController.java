package org.mcws.desk.hostmaintenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The maintenance of machines, by REST. */
@RestController
@RequestMapping("/api/host-maintenances")
@Tag(name = "Host maintenances")
public class HostMaintenanceController {

  private final HostMaintenanceProcess process;
  private final HostMaintenances maintenances;
  private final Idempotency idempotency;
  private final CurrentPerson person;
  private final AuditTrail audit;

  HostMaintenanceController(
      HostMaintenanceProcess process,
      HostMaintenances maintenances,
      Idempotency idempotency,
      CurrentPerson person,
      AuditTrail audit) {
    this.process = process;
    this.maintenances = maintenances;
    this.idempotency = idempotency;
    this.person = person;
    this.audit = audit;
  }

  @Operation(
      summary = "Have a machine maintained",
      description =
          "For Ops. Its apps are moved off it one after the other, then it is taken down for the"
              + " work, which is a task for Ops.")
  @PostMapping
  public ResponseEntity<JsonNode> start(
      @RequestBody Wanted wanted,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    onlyOps();
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/host-maintenances", wanted),
        () -> start(wanted));
  }

  @Operation(summary = "All maintenances of machines, the newest first", description = "For Ops.")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<HostMaintenanceView> list(@ParameterObject PageQuery query) {
    PageRequest page = query.newestFirst("startedAt", "id");
    return Paged.of(
        person.isOps() ? maintenances.findAllBy(page) : Page.empty(page), HostMaintenanceView::of);
  }

  @Operation(summary = "How far the maintenance of a machine is", description = "For Ops.")
  @GetMapping("/{id}")
  @Transactional(readOnly = true)
  public HostMaintenanceView show(@PathVariable String id) {
    return HostMaintenanceView.of(visible(id));
  }

  @Operation(
      summary = "Cancel the maintenance of a machine",
      description =
          "For Ops, as long as the machine is not down: what was moved may run there again, and"
              + " the machine is given back.")
  @PostMapping("/{id}/cancel")
  @Transactional
  public ResponseEntity<HostMaintenanceView> cancel(
      @PathVariable String id, @Valid @RequestBody Cancellation cancellation) {
    onlyOps();
    HostMaintenance maintenance = visible(id);
    if (maintenance.endedAt() != null || !process.cancel(maintenance)) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          maintenance.endedAt() != null
              ? "The maintenance has ended."
              : "It is too late: finish the task \"Do the work on the host\" instead.");
    }
    audit.record(
        person.id().orElseThrow(),
        Channel.ACCOUNT,
        "host maintenance cancelled",
        maintenance.subject(),
        cancellation.reason());
    return ResponseEntity.accepted()
        .location(location(id))
        .body(HostMaintenanceView.of(maintenance));
  }

  private ResponseEntity<Started> start(Wanted wanted) {
    ProcessInstance instance = process.start(wanted.variables());
    return ResponseEntity.accepted()
        .location(location(instance.getId()))
        .body(new Started(instance.getId(), instance.getId(), process.of(instance.getId()).host()));
  }

  private static URI location(String id) {
    return URI.create("/api/host-maintenances/" + id);
  }

  private HostMaintenance visible(String id) {
    return maintenances
        .findById(id)
        .filter(one -> person.isOps())
        .orElseThrow(
            () ->
                new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such maintenance."));
  }

  private void onlyOps() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops have machines maintained: ask them.");
    }
  }

  /**
   * @param host the machine's host name, as Mesos shows it
   * @param reason why
   * @param begin when it is to begin, such as {@code 2027-03-31T13:05Z}; at once if it is left out
   * @param hours how long the machine will be away, 1 to 336; 2 if it is left out
   */
  record Wanted(String host, String reason, String begin, Integer hours) {

    VariableMap variables() {
      VariableMap variables = Variables.createVariables();
      put(variables, HostMaintenanceProcess.HOST, host);
      put(variables, HostMaintenanceProcess.REASON, reason);
      put(variables, HostMaintenanceProcess.BEGIN, begin);
      put(variables, HostMaintenanceProcess.HOURS, hours);
      return variables;
    }

    private static void put(VariableMap variables, String name, Object value) {
      if (value != null) {
        variables.put(name, value);
      }
    }
  }

  /**
   * @param id of the maintenance
   * @param processInstanceId of its process instance
   * @param businessKey the machine's host name
   */
  record Started(String id, String processInstanceId, String businessKey) {}

  /**
   * @param reason why; kept on record
   */
  record Cancellation(
      @NotBlank(message = "is missing: say why, it is kept on record")
          @Size(max = 1000, message = "use at most 1,000 characters")
          String reason) {}
}
