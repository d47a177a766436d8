package org.mcws.desk.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.sources.SourceRefused;
import org.mcws.desk.platform.sources.SourceRepositories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Looks at the branches from which services are delivered: soon after a hook has told of a push,
 * and now and then anyway, since forges tell once and never again. What a branch has is believed,
 * and not what a hook says. In a cluster of desks each look is made by one.
 */
@Component
class SourceWatch implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(SourceWatch.class);

  /** Servers that do not answer keep a look waiting; so many may wait at once. */
  private static final int AT_ONCE = 4;

  private static final int TAKEN_AT_ONCE = 5;
  private static final int BEGUN_AT_ONCE = 50;

  /** Who has not come back by then is taken for dead, and another one looks. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A forge tells of a push before each of its machines knows it: it is looked again so soon. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** What is not there by then was pushed over, or never was. */
  private static final Duration EXPECTED_FOR = Duration.ofMinutes(5);

  private final DeliverySources sources;
  private final DeliveryQueue queue;
  private final SourceRepositories repositories;
  private final DeliverySettings settings;
  private final PatientTransaction transaction;
  private final Clock clock;
  private final ThreadPoolTaskExecutor lookers;

  SourceWatch(
      DeliverySources sources,
      DeliveryQueue queue,
      SourceRepositories repositories,
      DeliverySettings settings,
      PatientTransaction transaction,
      Clock clock) {
    this.sources = sources;
    this.queue = queue;
    this.repositories = repositories;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
    this.lookers = new ThreadPoolTaskExecutor();
    lookers.setThreadNamePrefix("source-");
    lookers.setCorePoolSize(0);
    lookers.setMaxPoolSize(AT_ONCE);
    lookers.setQueueCapacity(0);
    lookers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    lookers.initialize();
  }

  @Scheduled(fixedDelayString = "${desk.delivery.every:PT2S}")
  void work() {
    lookers.execute(this::lookDue);
    beginWaiting();
  }

  /** Looks at whatever is due. */
  void lookDue() {
    List<DeliverySource> due = take();
    while (!due.isEmpty()) {
      due.forEach(this::look);
      due = take();
    }
  }

  /** Begins with what waits although nothing is at work, such as after a node has died. */
  void beginWaiting() {
    for (String service : sources.toBegin(BEGUN_AT_ONCE)) {
      try {
        transaction.run(() -> queue.next(service));
      } catch (RuntimeException e) {
        log.error("What waits for {} cannot begin.", service, e);
      }
    }
  }

  private List<DeliverySource> take() {
    return transaction.get(
        () -> {
          Instant now = clock.instant();
          List<DeliverySource> due = sources.takeToLook(now, TAKEN_AT_ONCE);
          due.forEach(source -> source.look(now.plus(LONGEST)));
          return due;
        });
  }

  private void look(DeliverySource taken) {
    GitSource git = taken.git().orElseThrow();
    try {
      Optional<String> commit = repositories.commit(git.url(), git.ref());
      if (commit.isPresent()) {
        keep(taken, source -> see(source, commit.get()));
      } else {
        String name = git.ref().isEmpty() ? "default branch" : "branch or tag " + git.ref();
        keep(taken, source -> source.notSeen("The repository has no " + name + ".", later()));
      }
    } catch (SourceRefused | PlatformUnavailable e) {
      keep(taken, source -> source.notSeen(e.getMessage(), later()));
    } catch (RuntimeException e) {
      log.error("The branch of {} cannot be looked at.", taken.service(), e);
    }
  }

  /** Unless another branch is meant by now. */
  private void keep(DeliverySource taken, Consumer<DeliverySource> what) {
    transaction.run(
        () ->
            sources
                .lock(taken.service())
                .filter(source -> source.git().equals(taken.git()))
                .ifPresent(what));
  }

  private void see(DeliverySource source, String commit) {
    boolean first = source.commitSeen().isEmpty();
    boolean pushed = source.pusherOf(commit).isPresent();
    boolean known = source.commitSeen().equals(Optional.of(commit));
    Instant now = clock.instant();
    boolean moreComes = source.expectsPush(commit, now.minus(EXPECTED_FOR));
    source.seen(commit, moreComes ? now.plus(SOON) : later());
    if (!known && (!first || pushed)) {
      queue.push(source, commit);
    }
  }

  private Instant later() {
    return clock.instant().plus(settings.pollEvery());
  }

  @Override
  public void destroy() {
    lookers.shutdown();
  }
}
