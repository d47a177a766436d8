package org.mcws.desk.update;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Updates of a service, by REST. */
@RestController
@RequestMapping("/api/services/{service}/updates")
@Tag(name = "Services")
public class UpdateController {

  private final Inventory inventory;
  private final ServiceUpdates updates;
  private final CurrentPerson person;

  UpdateController(Inventory inventory, ServiceUpdates updates, CurrentPerson person) {
    this.inventory = inventory;
    this.updates = updates;
    this.person = person;
  }

  @Operation(
      summary = "The updates of a service, the newest first",
      description = "For the owners of its community and Ops.")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<UpdateView> list(@PathVariable String service, @ParameterObject PageQuery query) {
    inventory
        .find(service)
        .filter(
            one -> person.isOps() || person.belongsToAny(List.of(People.ownersOf(one.community()))))
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
    return Paged.of(
        updates.findByService(service, query.newestFirst("startedAt", "id")),
        UpdateController::view);
  }

  private static UpdateView view(ServiceUpdate update) {
    Visits probes = update.probes();
    return new UpdateView(
        update.id(),
        update.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        update.reason(),
        update.subject(),
        update.riskClass(),
        update.imageFrom(),
        update.imageTo(),
        update.evidence(),
        new ProbesView(update.probesWanted(), probes.count(), probes.failures(), probes.slow()),
        update.exemptUntil(),
        update.startedBy(),
        update.startedAt(),
        update.endedAt());
  }

  /**
   * An update as people see it.
   *
   * @param id of the update and of its process instance
   * @param state waiting, deploying, probing, rolling-back, stopped (could not begin or was rolled
   *     back; Ops decide), broken (Ops repair it), exempted, updated, left or called-off
   * @param subject for what it is done; empty if a person has started it
   * @param evidence what was seen in the latest attempt, a line each
   * @param exemptUntil until when the old version is kept
   * @param startedBy the account that has started it; nothing for the desk
   */
  record UpdateView(
      String id,
      String state,
      String reason,
      String subject,
      String riskClass,
      String imageFrom,
      String imageTo,
      String evidence,
      ProbesView probes,
      LocalDate exemptUntil,
      String startedBy,
      Instant startedAt,
      Instant endedAt) {}

  /**
   * How visitors fare with the new version.
   *
   * @param slowMillis what 95 % of them wait at most
   */
  record ProbesView(int wanted, int done, long failed, long slowMillis) {}
}
