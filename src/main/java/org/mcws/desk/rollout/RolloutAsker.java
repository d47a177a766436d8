package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.mcws.desk.advisory.Impact;
import org.mcws.desk.approval.events.Asker;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.notification.DeskReason;
import org.springframework.stereotype.Component;

/** Has nobody asked again about services that turned out not to be affected in the meantime. */
@Component
class RolloutAsker implements Asker {

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final Reconciliation reconciliation;
  private final Line line;
  private final AdvisoryRegister register;
  private final Impact impact;
  private final Inventory inventory;
  private final Clock clock;

  RolloutAsker(
      Rollouts rollouts,
      AffectedServices services,
      Reconciliation reconciliation,
      Line line,
      AdvisoryRegister register,
      Impact impact,
      Inventory inventory,
      Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.reconciliation = reconciliation;
    this.line = line;
    this.register = register;
    this.impact = impact;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public Optional<String> settled(String subject, Collection<String> asked) {
    return Optional.of(subject)
        .filter(Rollout::isSubject)
        .map(Rollout::idIn)
        .flatMap(rollouts::find)
        .flatMap(rollout -> settled(rollout, asked));
  }

  private Optional<String> settled(Rollout rollout, Collection<String> asked) {
    Advisory advisory = register.find(rollout.advisory()).orElseThrow();
    boolean affected =
        asked.stream()
            .flatMap(service -> inventory.find(service).stream())
            .anyMatch(service -> impact.isOn(service, advisory));
    if (affected) {
      return Optional.empty();
    }
    Rollout held = rollouts.lock(rollout.id());
    List<AffectedService> rows =
        asked.stream().flatMap(service -> services.find(held.id(), service).stream()).toList();
    String reason =
        rows.stream().allMatch(reconciliation::hasChanged)
            ? DeskReason.RUNS_FIXED.text()
            : Reconciliation.whyNotAffected(advisory);
    reconciliation.close(held, rows, reason, clock.instant());
    line.goOn(held);
    return Optional.of(reason);
  }
}
