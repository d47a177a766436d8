package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.advisory.Impact;
import org.mcws.desk.advisory.Impact.Affected;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.notification.DeskReason;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.FoundServices.Dealt;
import org.mcws.desk.rollout.FoundServices.Found;
import org.springframework.stereotype.Component;

/**
 * Brings a rollout's services in line with all that is known of the problem: who is affected joins,
 * who is affected anew is taken up again, and who is not affected any more is closed. The question
 * is always what a service runs now.
 */
@Component
class Reconciliation {

  /** Taken up again if the fix that was found for them is not the one that is needed. */
  private static final Set<State> PLANNED_FOR =
      EnumSet.of(State.FOUND, State.PLANNED, State.WAITING, State.CLEARED, State.PAUSED);

  /** Over; taken up again if it turns out that they are affected still. */
  private static final Set<State> DONE = EnumSet.of(State.UPDATED, State.WITHDRAWN);

  private final AdvisoryRegister register;
  private final Impact impact;
  private final Inventory inventory;
  private final Diagnosis diagnosis;
  private final AffectedServices services;
  private final FoundServices foundServices;
  private final Clock clock;

  Reconciliation(
      AdvisoryRegister register,
      Impact impact,
      Inventory inventory,
      Diagnosis diagnosis,
      AffectedServices services,
      FoundServices foundServices,
      Clock clock) {
    this.register = register;
    this.impact = impact;
    this.inventory = inventory;
    this.diagnosis = diagnosis;
    this.services = services;
    this.foundServices = foundServices;
    this.clock = clock;
  }

  /**
   * @param rollout with its lock
   */
  void of(Rollout rollout) {
    Instant now = clock.instant();
    Advisory advisory = register.find(rollout.advisory()).orElseThrow();
    Map<String, AffectedService> known =
        services.all(rollout.id()).stream()
            .collect(Collectors.toMap(AffectedService::service, Function.identity()));
    Map<String, Affected> affected = new LinkedHashMap<>();
    impact.of(advisory).forEach(each -> affected.put(each.service().id(), each));

    enterNew(rollout, known.keySet(), affected, now);
    renew(rollout, known, affected, now);
    close(
        rollout,
        known.values().stream().filter(s -> !affected.containsKey(s.service())).toList(),
        whyNotAffected(advisory),
        now);
  }

  /** Why services that the advisory affected are not affected any more. */
  static String whyNotAffected(Advisory advisory) {
    return advisory.withdrawn().isPresent()
        ? DeskReason.ADVISORY_WITHDRAWN.text()
        : DeskReason.NOT_AFFECTED.text();
  }

  private void enterNew(
      Rollout rollout, Set<String> known, Map<String, Affected> affected, Instant now) {
    List<Affected> unknown =
        affected.values().stream().filter(each -> !known.contains(each.service().id())).toList();
    Elsewhere elsewhere =
        new Elsewhere(
            foundServices.dealtWithElsewhere(
                rollout.id(), unknown.stream().map(each -> each.service().id()).toList()));
    foundServices.enter(
        rollout.id(),
        unknown.stream()
            .map(each -> new Diagnosed(each, diagnosis.of(each)))
            .filter(each -> !elsewhere.covers(each))
            .map(Diagnosed::found)
            .toList(),
        now);
  }

  private record Diagnosed(Affected affected, Found found) {}

  /** What other rollouts bring to a fix. */
  private final class Elsewhere {

    private final Map<String, List<Dealt>> byService;
    private final Map<String, Map<String, Set<String>>> problems = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();

    Elsewhere(List<Dealt> dealt) {
      byService = dealt.stream().collect(Collectors.groupingBy(Dealt::service));
    }

    /** Whether nothing is left to do about the service for those who know of this. */
    boolean covers(Diagnosed here) {
      List<Dealt> dealt = byService.getOrDefault(here.found().service(), List.of());
      return !dealt.isEmpty()
          && here.affected().components().stream()
              .map(component -> keptAs(component.problem()))
              .allMatch(problem -> dealt.stream().anyMatch(one -> ends(one, problem, here)));
    }

    private boolean ends(Dealt one, String problem, Diagnosed here) {
      Fix wanted = here.found().fix();
      boolean fixed = wanted == null || one.fix() != null && one.fix().covers(wanted);
      return fixed
          && problems
              .computeIfAbsent(one.advisory(), this::problemsByService)
              .getOrDefault(one.service(), Set.of())
              .contains(problem);
    }

    /** A scanner's report tells of many problems, and of each service of others. */
    private Map<String, Set<String>> problemsByService(String rolledOut) {
      return register.find(rolledOut).map(impact::of).orElse(List.of()).stream()
          .collect(
              Collectors.toMap(
                  each -> each.service().id(),
                  each ->
                      each.components().stream()
                          .map(component -> keptAs(component.problem()))
                          .collect(Collectors.toSet())));
    }

    /** Two problems may have turned out to be one since the other rollout was started. */
    private String keptAs(String problem) {
      return kept.computeIfAbsent(problem, id -> register.find(id).map(Advisory::id).orElse(id));
    }
  }

  private void renew(
      Rollout rollout,
      Map<String, AffectedService> known,
      Map<String, Affected> affected,
      Instant now) {
    List<Found> renewed = new ArrayList<>();
    for (Affected each : affected.values()) {
      AffectedService before = known.get(each.service().id());
      if (before != null) {
        Found found = diagnosis.of(each);
        if (isToBeRenewed(before, found, now)) {
          renewed.add(found);
        }
      }
    }
    foundServices.findAgain(rollout.id(), renewed, now);
  }

  private static boolean isToBeRenewed(AffectedService before, Found found, Instant now) {
    String fix = found.fix() == null ? null : found.fix().text();
    if (before.state() == State.UNFIXED || before.isExemptedForWantOfFix()) {
      boolean over = before.until() != null && !before.until().isAfter(now);
      return fix != null || before.state() == State.EXEMPTED && over;
    }
    boolean planned =
        PLANNED_FOR.contains(before.state()) || before.state() == State.UPDATING && !before.begun();
    return DONE.contains(before.state()) || planned && !Objects.equals(before.fix(), fix);
  }

  /**
   * Closes those of the services about which nothing was done.
   *
   * @param rollout with its lock
   * @param candidates as they stand under it
   */
  void close(Rollout rollout, List<AffectedService> candidates, String reason, Instant now) {
    List<AffectedService> closed = new ArrayList<>();
    for (AffectedService service : candidates) {
      boolean started = service.state() == State.UPDATING && !service.begun();
      if (!started && State.NOT_DONE.contains(service.state()) && hasChanged(service)) {
        foundServices.alreadyDone(service, DeskReason.RUNS_FIXED.text(), now);
      } else if (started || State.NOT_DONE.contains(service.state())) {
        closed.add(service);
      }
    }
    foundServices.close(rollout.id(), closed, reason, now);
  }

  boolean hasChanged(AffectedService service) {
    return inventory
        .find(service.service())
        .map(DeliveredService::image)
        .filter(image -> !image.equals(service.fromImage()))
        .isPresent();
  }
}
