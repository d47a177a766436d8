package org.mcws.desk.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Makes the looks that are due, so many at once. Whoever takes a look moves it on to its next time
 * first: in a cluster of desks each is made once, and one that a dying desk took with it is made in
 * its next turn.
 */
@Component
class Prober implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Prober.class);
  private static final int TAKEN_AT_ONCE = 50;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Probes probes;
  private final ServiceLook look;
  private final Verdicts verdicts;
  private final MeterRegistry figures;
  private final Timer lateness;
  private final Clock clock;
  private final Semaphore free;

  /** An eighth of all, so that few wait for others to become free. */
  private final int fewest;

  private final ThreadPoolTaskExecutor lookers = new ThreadPoolTaskExecutor();

  Prober(
      Probes probes,
      ServiceLook look,
      Verdicts verdicts,
      ProbeSettings settings,
      MeterRegistry figures,
      Clock clock) {
    this.probes = probes;
    this.look = look;
    this.verdicts = verdicts;
    this.figures = figures;
    this.lateness =
        Timer.builder("desk.probe.lateness")
            .description("How long after its time a look at a service was made")
            .register(figures);
    this.clock = clock;
    this.free = new Semaphore(settings.atOnce());
    this.fewest = Math.max(1, settings.atOnce() / 8);
    lookers.setThreadNamePrefix("probe-");
    lookers.setCorePoolSize(settings.atOnce());
    lookers.setAllowCoreThreadTimeOut(true);
    lookers.initialize();
  }

  /**
   * Sends out for what is due now, as long as somebody becomes free within a second. What becomes
   * due meanwhile waits for the next time, so that nothing is looked at without a break at a fast
   * pace.
   */
  @Scheduled(fixedDelayString = "${desk.status.probes-every:PT1S}")
  void sendOut() {
    Instant now = clock.instant();
    List<DueProbe> due = take(now);
    while (!due.isEmpty()) {
      due.forEach(this::send);
      due = take(now);
    }
  }

  /**
   * Waits until some are free, so that one question to the database is for many; the next second is
   * too late where sites take their time to answer.
   */
  private List<DueProbe> take(Instant now) {
    if (!someAreFree()) {
      return List.of();
    }
    int most = fewest;
    while (most < TAKEN_AT_ONCE && free.tryAcquire()) {
      most++;
    }
    List<DueProbe> due = List.of();
    try {
      due = probes.takeDue(now, most);
    } finally {
      free.release(most - due.size());
    }
    return due;
  }

  private boolean someAreFree() {
    try {
      return free.tryAcquire(fewest, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void send(DueProbe probe) {
    try {
      lookers.execute(
          () -> {
            try {
              look(probe);
            } finally {
              free.release();
            }
          });
    } catch (TaskRejectedException closing) {
      free.release();
    }
  }

  /** Makes all looks that are due, one after the other. */
  void lookAtAllDue() {
    List<DueProbe> due = probes.takeDue(clock.instant(), TAKEN_AT_ONCE);
    while (!due.isEmpty()) {
      due.forEach(this::look);
      due = probes.takeDue(clock.instant(), TAKEN_AT_ONCE);
    }
  }

  private void look(DueProbe probe) {
    lateness.record(probe.lateness(clock.instant()));
    try {
      Optional<Sighting> seen = look.look(probe);
      figures
          .counter(
              "desk.probes",
              "kind",
              probe.kind().label(),
              "seen",
              seen.map(s -> s.well() ? "well" : "bad").orElse("nothing"))
          .increment();
      seen.filter(sighting -> !probe.isOldNews(sighting.well()))
          .ifPresent(sighting -> verdicts.count(probe, sighting));
    } catch (RuntimeException failure) {
      log.warn("A look at {} came to nothing: {}", probe.service(), failure.toString());
    }
  }

  @Override
  public void destroy() {
    lookers.shutdown();
  }
}
