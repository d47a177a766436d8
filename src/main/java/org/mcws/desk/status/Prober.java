package org.mcws.desk.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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

  private final Probes probes;
  private final ServiceLook look;
  private final Verdicts verdicts;
  private final MeterRegistry figures;
  private final Timer lateness;
  private final Clock clock;
  private final Semaphore free;
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
    lookers.setThreadNamePrefix("probe-");
    lookers.setCorePoolSize(settings.atOnce());
    lookers.setAllowCoreThreadTimeOut(true);
    lookers.initialize();
  }

  /** Sends out for what is due, as long as somebody is free; does not wait for what they see. */
  @Scheduled(fixedDelayString = "${desk.status.probes-every:PT1S}")
  void sendOut() {
    List<DueProbe> due = take();
    while (!due.isEmpty()) {
      due.forEach(this::send);
      due = take();
    }
  }

  private List<DueProbe> take() {
    int most = Math.min(TAKEN_AT_ONCE, free.availablePermits());
    if (most == 0 || !free.tryAcquire(most)) {
      return List.of();
    }
    List<DueProbe> due = List.of();
    try {
      due = probes.takeDue(clock.instant(), most);
    } finally {
      free.release(most - due.size());
    }
    return due;
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
