package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.RecentChange;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.status.WantedRecords;
import org.mcws.desk.status.WatchedServices;
import org.springframework.stereotype.Component;

/**
 * What the desk does by itself about a service that is down. Each step may be repeated: it looks
 * whether it has been taken already. In a rehearsal it is only said what would be done.
 */
@Component
class RecoverySteps {

  /** Whose last image before this one is known to have worked. */
  private static final Duration LAST_GOOD = Duration.ofDays(30);

  private static final String DESK = "desk";
  private static final String TAKEN_BACK = "The roll-back made it worse, so the desk took it back.";
  private static final String ROLLED_BACK = "Rolled back by the desk, since the service was down.";

  private final Inventory inventory;
  private final Hosting hosting;
  private final DnsZones zones;
  private final WantedRecords wanted;
  private final MailRepair mail;
  private final WatchedServices watched;
  private final IncidentMembers members;
  private final Specifications specifications;
  private final Clock clock;

  RecoverySteps(
      Inventory inventory,
      Hosting hosting,
      DnsZones zones,
      WantedRecords wanted,
      MailRepair mail,
      WatchedServices watched,
      IncidentMembers members,
      Specifications specifications,
      Clock clock) {
    this.inventory = inventory;
    this.hosting = hosting;
    this.zones = zones;
    this.wanted = wanted;
    this.mail = mail;
    this.watched = watched;
    this.members = members;
    this.specifications = specifications;
    this.clock = clock;
  }

  /** Takes a step, and says in words what was done. */
  String take(Incident incident, Step step) {
    if (incident.isRehearsal()) {
      return "Would now " + step.words() + " (rehearsal).";
    }
    if (incident.isPlatform()) {
      return move(incident, step);
    }
    DeliveredService service = inventory.find(incident.service()).orElseThrow();
    if (step.concernsTasks() && !service.isKeptRunning()) {
      throw new PlatformRefusal(
          "stepForRunningService",
          "To "
              + step.words()
              + " is for what always runs, and "
              + service.id()
              + " does not: look at it yourself.");
    }
    String done =
        switch (step) {
          case RESTART, MOVE -> restart(incident, service);
          case ROLL_BACK -> rollBack(incident, service);
          case RESCALE -> rescale(service);
          case REPAIR_RECORDS -> repairRecords(service);
          case REPAIR_MAIL -> mail.repair(service);
          case WAIT, BACK_OFF, HAND_OVER, DONE ->
              throw new IllegalStateException(step + " changes nothing outside");
        };
    watched.lookSoon(service.id());
    return done;
  }

  /** What hits many is not repaired one by one, but all can be started elsewhere. */
  private String move(Incident platform, Step step) {
    if (step != Step.MOVE && step != Step.RESTART) {
      throw new PlatformRefusal(
          "stepForOneService",
          "To " + step.words() + " is for a single service; many can only be started elsewhere.");
    }
    List<String> moved = new ArrayList<>();
    for (IncidentMember member : members.findByIncidentAndUpAtIsNullOrderByService(platform.id())) {
      inventory
          .find(member.service())
          .filter(DeliveredService::isKeptRunning)
          .filter(service -> startAnew(service.appId()))
          .ifPresent(service -> moved.add(service.id()));
      watched.lookSoon(member.service());
    }
    return "Started the tasks of " + moved.size() + " services elsewhere: " + moved + ".";
  }

  /** What runs well again needs it no more, and what is being deployed was started anew already. */
  private boolean startAnew(String app) {
    Optional<AppStatus> unwell =
        hosting.find(app).filter(now -> EvidenceGathering.healthy(now) < now.instances());
    if (unwell.filter(now -> !now.deploying()).isPresent()) {
      hosting.restart(app);
    }
    return unwell.isPresent();
  }

  /** Whether a restart that was ordered is seen in the app's version: the platform makes it new. */
  private String restart(Incident incident, DeliveredService service) {
    Optional<AppStatus> app = hosting.find(service.appId());
    boolean begun =
        app.map(AppStatus::version)
            .filter(version -> incident.appVersionBefore() != null)
            .filter(version -> !version.equals(incident.appVersionBefore()))
            .isPresent();
    if (!begun) {
      hosting.restart(service.appId());
    }
    return "Restarted " + service.appId() + ".";
  }

  private String rollBack(Incident incident, DeliveredService service) {
    String now = service.image();
    String target = lastGood(service);
    hosting.deployInstead(service.appId(), target);
    incident.remember(now);
    inventory.updated(service.id(), target, Optional.empty(), ROLLED_BACK, DESK);
    return "Rolled back from " + now + " to " + target + ".";
  }

  /** What ran before, other than images that the desk itself has rolled back. */
  private String lastGood(DeliveredService service) {
    return inventory.changesSince(service.id(), clock.instant().minus(LAST_GOOD)).stream()
        .filter(change -> change.isImage() && change.from() != null)
        .filter(change -> !isOwn(change))
        .map(RecentChange::from)
        .filter(image -> !image.equals(service.image()))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformRefusal(
                    "nothingToRollBackTo", "No image that ran before this one is known."));
  }

  /** Whether a recovery has changed it, and nobody has released anything. */
  static boolean isOwn(RecentChange change) {
    return change.why().equals(ROLLED_BACK) || change.why().equals(TAKEN_BACK);
  }

  private String rescale(DeliveredService service) {
    int wanted = Math.max(1, specifications.of(service).path("instances").asInt(1));
    hosting.scale(service.appId(), wanted);
    return "Scaled "
        + service.appId()
        + " to "
        + (wanted == 1 ? "one task" : wanted + " tasks")
        + ", since it had none.";
  }

  private String repairRecords(DeliveredService service) {
    List<String> own =
        inventory.of(service.community()).stream()
            .filter(one -> one.kind() == ServiceKind.DOMAIN)
            .map(DeliveredService::host)
            .toList();
    var byZone = wanted.of(service).stream().collect(Collectors.groupingBy(set -> zone(set, own)));
    byZone.forEach((zone, sets) -> zones.ensureRecords(zone, service.community(), sets));
    return "Repaired the records of " + service.host() + ".";
  }

  private String zone(RecordSet set, List<String> own) {
    return wanted
        .zoneOf(set.name(), own)
        .orElseThrow(
            () ->
                new PlatformRefusal(
                    "zoneUnknown", "No zone of the desk or the community holds " + set.name()));
  }

  /** Takes a step back that has made it worse; only a roll-back can be. */
  String undo(Incident incident) {
    DeliveredService service = inventory.find(incident.service()).orElseThrow();
    if (incident.step() != Step.ROLL_BACK || incident.imageBefore() == null) {
      return "It is worse than before; there is nothing to take back.";
    }
    hosting.deployInstead(service.appId(), incident.imageBefore());
    inventory.updated(service.id(), incident.imageBefore(), Optional.empty(), TAKEN_BACK, DESK);
    watched.lookSoon(service.id());
    return "Brought back " + incident.imageBefore() + ", since the roll-back made it worse.";
  }
}
