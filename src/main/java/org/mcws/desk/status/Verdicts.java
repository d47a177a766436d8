package org.mcws.desk.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.status.events.ProbeVerdict;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes opinions of looks: so many of one kind, one after the other, change it. Each look is
 * counted with the lock of all opinions about its service.
 */
@Service
class Verdicts {

  private final Probes probes;
  private final Outages outages;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Verdicts(Probes probes, Outages outages, ApplicationEventPublisher events, Clock clock) {
    this.probes = probes;
    this.outages = outages;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Counts what a look has found; but silence only if the service has not told meanwhile that it is
   * at work.
   */
  @Transactional
  public void count(DueProbe look, Sighting seen) {
    List<Opinion> all = probes.lock(look.service());
    if (look.kind() != ProbeKind.HEARTBEAT || !probes.isHeardSince(look)) {
      count(look.kind(), seen, all);
    }
  }

  /** Counts a look; whoever minds hears of another opinion in the same transaction. */
  @Transactional
  public void count(String service, ProbeKind kind, Sighting seen) {
    count(kind, seen, probes.lock(service));
  }

  /** Looks of this kind are not made any more: a service that was down by them alone is not. */
  @Transactional
  public void forget(String service, ProbeKind kind, String why) {
    List<Opinion> all = probes.lock(service);
    all.stream()
        .filter(opinion -> opinion.kind() == kind && opinion.down())
        .findFirst()
        .ifPresent(
            down -> count(down, down.forgotten(why, clock.instant()), Optional.empty(), all));
    probes.remove(service, kind);
  }

  private void count(ProbeKind kind, Sighting seen, List<Opinion> all) {
    Instant now = clock.instant();
    all.stream()
        .filter(opinion -> opinion.kind() == kind)
        .findFirst()
        .ifPresent(
            before ->
                count(
                    before,
                    before.after(seen.well(), seen.evidence(), now),
                    seen.component(),
                    all));
  }

  private void count(
      Opinion before, Opinion after, Optional<PlatformComponent> component, List<Opinion> all) {
    if (after.equals(before)) {
      return;
    }
    probes.save(after);
    if (after.down() == before.down()) {
      return;
    }
    Instant since = after.streakSince().orElseThrow();
    if (after.kind().meansOutage()) {
      if (after.down()) {
        outages.begin(after.service(), since);
      } else if (all.stream().noneMatch(other -> other != before && meansOutage(other))) {
        outages.end(after.service(), since);
      }
    }
    events.publishEvent(
        new ProbeVerdict(
            after.service(),
            after.kind().name(),
            !after.down(),
            since,
            after.evidence(),
            component));
  }

  private static boolean meansOutage(Opinion opinion) {
    return opinion.down() && opinion.kind().meansOutage();
  }
}
