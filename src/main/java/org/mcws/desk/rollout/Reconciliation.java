package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.Impact;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.AffectedServices.Found;
import org.springframework.stereotype.Component;

/**
 * Brings a rollout's services in line with what a document says: who is affected joins, what is
 * affected anew is taken up again, and what is not affected any more is closed. The question is
 * always what the service runs now.
 */
@Component
class Reconciliation {

  /** Taken up again if the fix that was found for them is not enough. */
  private static final Set<State> RENEWED =
      EnumSet.of(
          State.FOUND,
          State.PLANNED,
          State.WAITING,
          State.CLEARED,
          State.PAUSED,
          State.UPDATED,
          State.WITHDRAWN);

  private final Impact impact;
  private final Inventory inventory;
  private final Findings findings;
  private final AffectedServices services;
  private final Clock clock;

  Reconciliation(
      Impact impact,
      Inventory inventory,
      Findings findings,
      AffectedServices services,
      Clock clock) {
    this.impact = impact;
    this.inventory = inventory;
    this.findings = findings;
    this.services = services;
    this.clock = clock;
  }

  /**
   * @param rollout with its lock
   */
  void with(Rollout rollout, Advisory advisory) {
    Instant now = clock.instant();
    Map<String, AffectedService> known =
        services.all(rollout.id()).stream()
            .collect(Collectors.toMap(AffectedService::service, Function.identity()));
    if (advisory.withdrawn().isPresent()) {
      close(rollout, List.copyOf(known.values()), "The advisory was withdrawn.", now);
      return;
    }
    // Another publisher's word on the same problem may know less, or of other packages only.
    boolean same = advisory.id().equals(rollout.advisory());
    Map<String, Found> affected = new LinkedHashMap<>();
    for (Impact.Affected each : impact.of(advisory)) {
      affected.put(each.service().id(), findings.of(each));
    }
    enterNew(rollout, known, affected, now);
    renew(rollout, known, affected, same, now);
    if (same && advisory.kind() == Kind.ADVISORY) {
      close(
          rollout,
          known.values().stream().filter(s -> !affected.containsKey(s.service())).toList(),
          "It is not affected, as the newest word on the advisory says.",
          now);
    }
    Set<String> cleared = cleared(advisory, affected.keySet());
    close(
        rollout,
        known.values().stream().filter(s -> cleared.contains(s.service())).toList(),
        "It is not affected or fixed already, as its maker says (VEX).",
        now);
  }

  private void enterNew(
      Rollout rollout,
      Map<String, AffectedService> known,
      Map<String, Found> affected,
      Instant now) {
    List<String> unknown = affected.keySet().stream().filter(s -> !known.containsKey(s)).toList();
    Set<String> elsewhere = services.dealtWithElsewhere(rollout.id(), rollout.advisory(), unknown);
    services.enter(
        rollout.id(),
        unknown.stream().filter(s -> !elsewhere.contains(s)).map(affected::get).toList(),
        now);
  }

  private void renew(
      Rollout rollout,
      Map<String, AffectedService> known,
      Map<String, Found> affected,
      boolean same,
      Instant now) {
    List<Found> renewed = new ArrayList<>();
    for (Found found : affected.values()) {
      AffectedService before = known.get(found.service());
      if (before != null && isToBeRenewed(before, found, same, now)) {
        renewed.add(found);
      }
    }
    services.findAgain(rollout.id(), renewed, now);
  }

  private static boolean isToBeRenewed(
      AffectedService before, Found found, boolean same, Instant now) {
    String fix = found.fix() == null ? null : found.fix().text();
    boolean exemptedForWantOfFix =
        before.state() == State.EXEMPTED && before.fix() == null && before.ring() == 0;
    if (before.state() == State.UNFIXED || exemptedForWantOfFix) {
      boolean over = before.until() != null && !before.until().isAfter(now);
      return fix != null || exemptedForWantOfFix && over;
    }
    if (before.state() == State.UPDATED || before.state() == State.WITHDRAWN) {
      return true;
    }
    return RENEWED.contains(before.state())
        && (fix != null || same)
        && !Objects.equals(before.fix(), fix);
  }

  private void close(
      Rollout rollout, List<AffectedService> candidates, String reason, Instant now) {
    List<AffectedService> closed = new ArrayList<>();
    for (AffectedService service : candidates) {
      boolean started = service.state() == State.UPDATING && !service.begun();
      if (!started && !State.NOT_DONE.contains(service.state())) {
        continue;
      }
      if (!started && hasChanged(service)) {
        services.alreadyDone(service, "It runs a version that is not affected already.", now);
      } else {
        closed.add(service);
      }
    }
    services.close(rollout.id(), closed, reason, now);
  }

  private boolean hasChanged(AffectedService service) {
    return inventory
        .find(service.service())
        .map(DeliveredService::image)
        .filter(image -> !image.equals(service.fromImage()))
        .isPresent();
  }

  /** Whom the document says it does not concern: who would be affected if it said the opposite. */
  private Set<String> cleared(Advisory advisory, Set<String> affected) {
    List<Finding> opposite =
        advisory.findings().stream()
            .filter(f -> f.status() == Status.NOT_AFFECTED || f.status() == Status.FIXED)
            .map(Reconciliation::affected)
            .toList();
    if (advisory.kind() != Kind.VEX || opposite.isEmpty()) {
      return Set.of();
    }
    return impact.of(with(advisory, opposite)).stream()
        .map(each -> each.service().id())
        .filter(service -> !affected.contains(service))
        .collect(Collectors.toSet());
  }

  private static Finding affected(Finding finding) {
    return new Finding(
        finding.problem(),
        finding.name(),
        finding.image(),
        Status.AFFECTED,
        finding.ranges(),
        finding.versions(),
        finding.fixed());
  }

  private static Advisory with(Advisory advisory, List<Finding> findings) {
    return new Advisory(
        advisory.id(),
        advisory.aliases(),
        advisory.kind(),
        advisory.format(),
        advisory.title(),
        advisory.details(),
        advisory.modified(),
        advisory.withdrawn(),
        advisory.severity(),
        advisory.exploited(),
        findings);
  }
}
