package org.mcws.desk.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.status.ServiceWatch.Pause;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins and ends the times in which nobody is woken about a service. */
@Service
class Pauses {

  private static final Duration LONGEST = Duration.ofDays(14);

  private final ServiceWatches watches;
  private final PauseMail mail;
  private final AuditTrail audit;
  private final Clock clock;

  Pauses(ServiceWatches watches, PauseMail mail, AuditTrail audit, Clock clock) {
    this.watches = watches;
    this.mail = mail;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Begins one, in place of another. Saying again what holds tells nobody a second time.
   *
   * @throws InvalidInput if the end is past or more than 14 days away
   */
  @Transactional
  public Pause pause(DeliveredService service, Instant until, String actor, String why) {
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      throw new InvalidInput(
          "/until",
          "'until' must be a moment to come, at most "
              + LONGEST.toDays()
              + " days away; a pause can be renewed.");
    }
    // As the database keeps it, so that it is recognised.
    Pause pause =
        new Pause(
            until.truncatedTo(ChronoUnit.MICROS),
            actor,
            why.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    ServiceWatch watch = watches.toChange(service.id());
    if (!watch.pause(now).equals(Optional.of(pause))) {
      watch.pause(pause.until(), pause.by(), pause.why());
      record(service, actor, "alarms paused", "until " + pause.until() + ": " + pause.why());
      mail.tellOthers(service, pause);
    }
    return pause;
  }

  /** Ends the one that there is, if any. */
  @Transactional
  public void end(DeliveredService service, String actor) {
    ServiceWatch watch = watches.toChange(service.id());
    if (watch.pause(clock.instant()).isPresent()) {
      watch.endPause();
      record(service, actor, "pause of alarms ended", null);
    }
  }

  private void record(DeliveredService service, String actor, String action, String detail) {
    audit.record(actor, Channel.ACCOUNT, action, "service/" + service.id(), detail);
  }
}
