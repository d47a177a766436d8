package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.FoundServices.Place;
import org.mcws.desk.rollout.RiskClasses.Signals;
import org.springframework.stereotype.Component;

/** Gives each service that was found its risk class, its image and its ring. */
@Component
class PlanRings implements JavaDelegate {

  private static final String OPS = "ops";

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final FoundServices foundServices;
  private final Rings rings;
  private final AdvisoryRegister register;
  private final Inventory inventory;
  private final RiskClasses riskClasses;
  private final RingPolicies policies;
  private final TargetImages images;
  private final RolloutProcess process;
  private final Clock clock;

  PlanRings(
      Rollouts rollouts,
      AffectedServices services,
      FoundServices foundServices,
      Rings rings,
      AdvisoryRegister register,
      Inventory inventory,
      RiskClasses riskClasses,
      RingPolicies policies,
      TargetImages images,
      RolloutProcess process,
      Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.foundServices = foundServices;
    this.rings = rings;
    this.register = register;
    this.inventory = inventory;
    this.riskClasses = riskClasses;
    this.policies = policies;
    this.images = images;
    this.process = process;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    UUID id = RolloutProcess.rollout(execution);
    List<AffectedService> rows = new ArrayList<>(services.in(id, State.FOUND));
    rows.addAll(services.in(id, State.UNFIXED));
    Map<String, DeliveredService> delivered = new HashMap<>();
    rows.forEach(
        row ->
            inventory
                .find(row.service())
                .ifPresent(service -> delivered.put(row.service(), service)));
    List<AffectedService> gone =
        rows.stream().filter(row -> !delivered.containsKey(row.service())).toList();
    rows.removeAll(gone);
    List<AffectedService> found = in(State.FOUND, rows);
    List<AffectedService> unfixed = in(State.UNFIXED, rows);
    // Registries may be slow: nobody who needs the rollout's lock shall wait for them.
    Map<String, String> targets = targets(found, delivered);
    Rollout rollout = rollouts.lock(id);
    foundServices.close(id, gone, "The community does not have it any more.", clock.instant());
    if (!rows.isEmpty()) {
      plan(rollout, found, unfixed, delivered, targets);
    }
    execution.setVariable(RolloutProcess.LACKS_FIX, isToBeAsked(rollout, unfixed));
  }

  /** Ops are asked about services without a fix once, and anew when more have become known. */
  private boolean isToBeAsked(Rollout rollout, List<AffectedService> unfixed) {
    boolean more = unfixed.stream().anyMatch(service -> service.riskClass() == null);
    if (unfixed.isEmpty() || !more && process.asksAboutFix(rollout)) {
      return false;
    }
    process.tell(rollout, RolloutProcess.QUESTION_OVERTAKEN);
    return true;
  }

  private static List<AffectedService> in(State state, List<AffectedService> rows) {
    return rows.stream().filter(row -> row.state() == state).toList();
  }

  /** The image for each service that is to be found; many services run the same. */
  private Map<String, String> targets(
      List<AffectedService> found, Map<String, DeliveredService> delivered) {
    Map<String, Optional<String>> known = new HashMap<>();
    Map<String, String> targets = new HashMap<>();
    for (AffectedService service : found) {
      DeliveredService there = delivered.get(service.service());
      known
          .computeIfAbsent(
              there.blueprint() + " " + there.image() + " " + service.fix(),
              key -> images.find(there.blueprint(), there.image(), Fix.of(service.fix())))
          .ifPresent(image -> targets.put(service.service(), image));
    }
    return targets;
  }

  private void plan(
      Rollout rollout,
      List<AffectedService> found,
      List<AffectedService> unfixed,
      Map<String, DeliveredService> delivered,
      Map<String, String> targets) {
    Map<String, String> classes = classes(rollout, delivered, found, unfixed);
    // The letter sorts as the urgency does.
    String mostUrgent =
        Stream.concat(
                (found.isEmpty() ? unfixed : found)
                    .stream().map(service -> classes.get(service.service())),
                Stream.ofNullable(rollout.waves() == 0 ? null : rollout.riskClass()))
            .min(String::compareTo)
            .orElseThrow();
    RingPolicy policy = policies.of(mostUrgent);
    Map<String, Integer> ring = rings(rollout, found, policy);
    List<Place> places = new ArrayList<>();
    found.forEach(
        service ->
            places.add(
                place(
                    service,
                    classes,
                    ring.get(service.service()),
                    State.PLANNED,
                    targets.get(service.service()))));
    unfixed.forEach(service -> places.add(place(service, classes, 0, State.UNFIXED, null)));
    foundServices.plan(rollout.id(), places);
    Map<Integer, Long> sizes =
        ring.values().stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    sizes.forEach((number, size) -> rings.add(rollout.id(), number, size.intValue()));
    int last = Math.max(rollout.rings(), ring.values().stream().max(Integer::compare).orElse(0));
    Instant now = clock.instant();
    rollouts.plan(
        rollout.id(),
        mostUrgent,
        last,
        policy,
        now.plus(policy.answersWithin()),
        now.plus(policy.finishWithin()));
  }

  private Map<String, String> classes(
      Rollout rollout,
      Map<String, DeliveredService> delivered,
      List<AffectedService> found,
      List<AffectedService> unfixed) {
    Advisory advisory = register.find(rollout.advisory()).orElseThrow();
    RiskClasses.Sorting sorting = riskClasses.sorting();
    Map<String, String> classes = new HashMap<>();
    Stream.concat(found.stream(), unfixed.stream())
        .forEach(
            service ->
                classes.put(
                    service.service(),
                    sorting.classOf(
                        Signals.of(
                            advisory,
                            rollout.exploited(),
                            delivered.get(service.service()).isExposed(),
                            service.state() == State.FOUND,
                            service.managedBy()))));
    return classes;
  }

  /** What is added while rings are still to come joins the last; else it gets rings of its own. */
  private static Map<String, Integer> rings(
      Rollout rollout, List<AffectedService> found, RingPolicy policy) {
    if (rollout.ring() < rollout.rings()) {
      return found.stream()
          .collect(Collectors.toMap(AffectedService::service, service -> rollout.rings()));
    }
    return RingPlan.of(
        rollout.id(),
        found.stream()
            .map(s -> new RingPlan.Candidate(s.service(), s.managedBy().equals(OPS)))
            .toList(),
        policy,
        rollout.rings());
  }

  private static Place place(
      AffectedService service, Map<String, String> classes, int ring, State state, String target) {
    return new Place(
        service.community(),
        service.service(),
        classes.get(service.service()),
        ring,
        state,
        target);
  }
}
