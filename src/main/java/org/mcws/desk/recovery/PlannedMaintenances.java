package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.recovery.Maintenance.Kind;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.mcws.desk.status.PlanPhase;
import org.mcws.desk.status.StatusBoard;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Work that Ops have planned: the public reads of it, and nobody is called meanwhile. */
@Service
@Transactional
class PlannedMaintenances {

  private final Maintenances maintenances;
  private final Inventory inventory;
  private final StatusBoard board;
  private final AuditTrail audit;
  private final Clock clock;

  PlannedMaintenances(
      Maintenances maintenances,
      Inventory inventory,
      StatusBoard board,
      AuditTrail audit,
      Clock clock) {
    this.maintenances = maintenances;
    this.inventory = inventory;
    this.board = board;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param service the service; null for all of a community
   * @param words what is done, for the public
   */
  Maintenance plan(
      String service, String community, String words, Instant from, Instant until, String by) {
    Maintenance planned =
        new Maintenance(
            "planned-" + UUID.randomUUID(),
            Kind.PLANNED,
            service,
            service == null ? community : null,
            words,
            from,
            until,
            by);
    planned.tell(PlanPhase.SCHEDULED);
    List<String> services =
        service == null
            ? inventory.of(community).stream().map(DeliveredService::id).toList()
            : List.of(service);
    board.plan(planned.id(), new Notice(words, Impact.NONE, services, from), from, until);
    audit.record(by, Channel.ACCOUNT, "maintenance planned", planned.id(), words);
    return maintenances.save(planned);
  }

  /** It does not take place, or ends earlier. */
  void end(Maintenance planned, String by) {
    boolean begun = planned.told() == PlanPhase.IN_PROGRESS;
    planned.end(clock.instant());
    tell(planned, begun ? PlanPhase.COMPLETED : PlanPhase.CANCELLED);
    audit.record(
        by, Channel.ACCOUNT, "maintenance " + (begun ? "ended" : "cancelled"), planned.id(), "");
  }

  /** Says that it begins and ends, at its time. */
  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  public void tellDue() {
    Instant now = clock.instant();
    maintenances
        .findToTell(now)
        .forEach(
            planned ->
                tell(
                    planned,
                    planned.endsAt().isAfter(now) ? PlanPhase.IN_PROGRESS : PlanPhase.COMPLETED));
  }

  private void tell(Maintenance planned, PlanPhase phase) {
    planned.tell(phase);
    board.tellPlan(
        planned.id(),
        phase,
        switch (phase) {
          case IN_PROGRESS -> "The work has begun.";
          case COMPLETED -> "The work is done.";
          default -> "The work does not take place.";
        });
  }
}
