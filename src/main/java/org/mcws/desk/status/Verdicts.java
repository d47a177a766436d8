package org.mcws.desk.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

  /** Counts a look; whoever minds hears of another opinion in the same transaction. */
  @Transactional
  public void count(String service, ProbeKind kind, Sighting seen) {
    Instant now = clock.instant();
    List<Opinion> all = probes.lock(service);
    all.stream()
        .filter(opinion -> opinion.kind() == kind)
        .findFirst()
        .ifPresent(before -> count(before, before.after(seen.well(), seen.evidence(), now), all));
  }

  private void count(Opinion before, Opinion after, List<Opinion> all) {
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
            after.service(), after.kind().name(), !after.down(), since, after.evidence()));
  }

  private static boolean meansOutage(Opinion opinion) {
    return opinion.down() && opinion.kind().meansOutage();
  }
}
