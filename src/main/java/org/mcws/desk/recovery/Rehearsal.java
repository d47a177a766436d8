package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mcws.desk.engine.PatientTransaction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tries each day whether an incident would go its way: nothing is down, nobody gets a mail, nothing
 * is touched, and yet it is opened, looked at, decided about, handed over, taken, watched and
 * closed.
 */
@Component
class Rehearsal {

  private static final String CAUSE = "rehearsal/";

  private final Incidents incidents;
  private final RecoveryProcess process;
  private final PatientTransaction transaction;
  private final RecoverySettings settings;
  private final Clock clock;
  private final Instant running;

  Rehearsal(
      Incidents incidents,
      RecoveryProcess process,
      PatientTransaction transaction,
      RecoverySettings settings,
      Clock clock) {
    this.incidents = incidents;
    this.process = process;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
    this.running = clock.instant();
  }

  /** Begins the rehearsal of the day; of several desks one does. */
  @Scheduled(cron = "${desk.recovery.rehearse-at:0 0 6 * * *}", zone = "UTC")
  @Transactional
  public void begin() {
    Instant now = clock.instant();
    String cause = CAUSE + LocalDate.ofInstant(now, ZoneOffset.UTC);
    incidents.serialize(cause);
    if (incidents.existsByCause(cause)) {
      return;
    }
    process.open(
        new Opening(
            IncidentScope.PLATFORM,
            Optional.empty(),
            Optional.empty(),
            Optional.of(cause),
            "Rehearsal: nothing is down",
            Optional.empty(),
            true),
        now,
        Optional.empty());
  }

  /** Does what the people who would have been called would do. */
  @Scheduled(fixedDelayString = "${desk.recovery.look-again-every:PT30S}")
  void goOn() {
    incidents
        .findByRehearsalIsTrueAndClosedAtIsNull()
        .forEach(
            open ->
                transaction.run(() -> process.playPerson(incidents.lock(open.id()).orElseThrow())));
  }

  /**
   * How long it is since a rehearsal went through, or, if none ever has, since the first one began,
   * or this desk; empty if there are to be none.
   */
  Optional<Duration> sinceLast() {
    if (settings.rehearseAt().equals(Scheduled.CRON_DISABLED)) {
      return Optional.empty();
    }
    Instant last = incidents.lastRehearsalEnd().or(incidents::firstRehearsalBegin).orElse(running);
    return Optional.of(Duration.between(last, clock.instant()));
  }
}
