package org.mcws.desk.update;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.mcws.desk.update.DeploymentWatch.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends visitors to the new versions that are watched. They are many and change nothing outside, so
 * they are sent by the desk and not by the engine: a process instance hears only what they have
 * come to. In a cluster of desks each visit is made by one: whoever takes it moves its time on
 * first.
 */
@Component
class Visitors implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Visitors.class);

  /** Sites that do not answer keep a visitor waiting; so many may wait at once. */
  private static final int AT_ONCE = 16;

  private static final int TAKEN_AT_ONCE = 5;

  /** Who has not told by then is taken for dead, and another one comes. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final ServiceUpdates updates;
  private final DeploymentWatch watch;
  private final ServiceUpdateProcess process;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ThreadPoolTaskExecutor visitors;

  Visitors(
      ServiceUpdates updates,
      DeploymentWatch watch,
      ServiceUpdateProcess process,
      TransactionTemplate transaction,
      Clock clock) {
    this.updates = updates;
    this.watch = watch;
    this.process = process;
    this.transaction = transaction;
    this.clock = clock;
    this.visitors = new ThreadPoolTaskExecutor();
    visitors.setThreadNamePrefix("visitor-");
    visitors.setCorePoolSize(0);
    visitors.setMaxPoolSize(AT_ONCE);
    visitors.setQueueCapacity(0);
    visitors.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    visitors.initialize();
  }

  /** One more visitor comes, if there is room, and goes when nothing is left to visit. */
  @Scheduled(fixedDelayString = "${desk.update.visits-every:PT1S}")
  void come() {
    visitors.execute(this::visitDue);
  }

  /** Visits whatever is due. */
  void visitDue() {
    List<ServiceUpdate> due = take();
    while (!due.isEmpty()) {
      due.forEach(this::visit);
      due = take();
    }
  }

  private List<ServiceUpdate> take() {
    return transaction.execute(
        status -> {
          Instant now = clock.instant();
          List<ServiceUpdate> due = updates.takeToVisit(now, TAKEN_AT_ONCE);
          due.forEach(update -> update.visitAt(now.plus(LONGEST)));
          return due;
        });
  }

  private void visit(ServiceUpdate taken) {
    try {
      Sighting seen = watch.see(taken);
      transaction.executeWithoutResult(
          status -> {
            if (!updates.lock(taken.id()).map(update -> tell(update, seen)).orElse(true)) {
              status.setRollbackOnly();
            }
          });
    } catch (RuntimeException failure) {
      // The next visit may do better; if none does, the instance's own probe makes it an incident.
      log.warn("A visit to {} came to nothing: {}", taken.service(), failure.toString());
    }
  }

  /** Whether what was seen can be kept. */
  private boolean tell(ServiceUpdate update, Sighting seen) {
    if (update.nextVisitAt() == null) {
      return true;
    }
    Outcome outcome = watch.judge(update, seen);
    return outcome == Outcome.NOT_YET || process.tellVisited(update, outcome);
  }

  @Override
  public void destroy() {
    visitors.shutdown();
  }
}
