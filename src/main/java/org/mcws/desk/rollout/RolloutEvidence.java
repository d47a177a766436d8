package org.mcws.desk.rollout;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mcws.desk.engine.ProcessBean;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Gathers in words what Ops need to see before they decide. */
@Component
@ProcessBean
public class RolloutEvidence {

  private static final int LONGEST = 3900;
  private static final int SHOWN = 20;
  private static final Set<State> FAILED = EnumSet.of(State.ROLLED_BACK, State.BROKEN);

  private final Rollouts rollouts;
  private final Rings rings;
  private final AffectedServices services;
  private final RolloutReports reports;

  RolloutEvidence(
      Rollouts rollouts, Rings rings, AffectedServices services, RolloutReports reports) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.services = services;
    this.reports = reports;
  }

  /** Why a rollout is halted, what has failed, and how far it is. */
  public String ofHalt(String rolloutId) {
    Rollout rollout = rollouts.find(UUID.fromString(rolloutId)).orElseThrow();
    StringBuilder text = head(rollout);
    text.append("\n\n**Why:** ").append(rollout.note());
    text.append("\n\n**So far:** ").append(counts(rollout));
    text.append("\n\n**Ring:** ")
        .append(rollout.ring())
        .append(" of ")
        .append(rollout.rings())
        .append(
            rings.of(rollout.id()).stream()
                .filter(ring -> ring.ring() == rollout.ring() && !ring.evidence().isEmpty())
                .map(ring -> ". " + ring.evidence())
                .collect(Collectors.joining()));
    List<AffectedService> failed = services.some(rollout.id(), FAILED, SHOWN);
    if (!failed.isEmpty()) {
      text.append("\n\n**Failed:**");
      failed.forEach(
          service ->
              text.append("\n- ")
                  .append(service.service())
                  .append(" (")
                  .append(service.state().label())
                  .append("): ")
                  .append(Texts.cut(service.evidence(), 300)));
    }
    return Texts.cut(text.toString(), LONGEST);
  }

  /** Which services have no fix. */
  public String ofMissingFix(String rolloutId) {
    Rollout rollout = rollouts.find(UUID.fromString(rolloutId)).orElseThrow();
    StringBuilder text = head(rollout);
    text.append("\n\n**Without a fix:**");
    services
        .some(rollout.id(), EnumSet.of(State.UNFIXED), SHOWN)
        .forEach(
            service ->
                text.append("\n- ")
                    .append(service.service())
                    .append(": ")
                    .append(Texts.cut(service.changes(), 200)));
    long all = reports.counts(rollout.id(), null).getOrDefault(State.UNFIXED, 0L);
    if (all > SHOWN) {
      text.append("\n- and ").append(all - SHOWN).append(" more");
    }
    return Texts.cut(text.toString(), LONGEST);
  }

  /** Who is waited for, in words. */
  String ofMissing(Rollout rollout) {
    StringBuilder text = new StringBuilder(counts(rollout));
    reports
        .awaited(rollout.id(), null, SHOWN)
        .forEach(
            awaited ->
                text.append("\n- the owners of ")
                    .append(awaited.community())
                    .append(" (services: ")
                    .append(awaited.services())
                    .append(')'));
    return text.toString();
  }

  private static StringBuilder head(Rollout rollout) {
    return new StringBuilder("**")
        .append(rollout.advisory())
        .append(":** ")
        .append(rollout.title());
  }

  private String counts(Rollout rollout) {
    Map<State, Long> counts = reports.counts(rollout.id(), null);
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().label())
        .collect(Collectors.joining(", "));
  }
}
