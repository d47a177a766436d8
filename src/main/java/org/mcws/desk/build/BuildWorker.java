package org.mcws.desk.build;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mcws.desk.platform.images.ImageBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes up what is to be built and says, again and again, that this node still works on it. What a
 * dead node held another one takes up when the lease is over.
 */
@Component
class BuildWorker implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(BuildWorker.class);

  /** The lease is told anew so often while it lasts. */
  private static final int TELLINGS = 6;

  /** More than the platform's troubles and a few restarts of nodes need. */
  private static final int MOST_ATTEMPTS = 20;

  private static final long LAST_WORDS_IN_SECONDS = 10;

  private final ImageBuilds builds;
  private final BuildRun run;
  private final ObjectProvider<ImageBuilder> builder;
  private final BuildOrderSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<UUID, Work> working = new ConcurrentHashMap<>();

  BuildWorker(
      ImageBuilds builds,
      BuildRun run,
      ObjectProvider<ImageBuilder> builder,
      BuildOrderSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.builds = builds;
    this.run = run;
    this.builder = builder;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Begins with what is due, as far as this node has room, and tells of what it works on. */
  @Scheduled(fixedDelayString = "${desk.build-orders.every:PT1S}")
  void look() {
    working.values().forEach(this::tell);
    int room = settings.atOnce() - working.size();
    if (room > 0 && builder.getIfAvailable() != null) {
      begin(room);
    }
  }

  /** Whether this node builds nothing just now. */
  boolean isIdle() {
    return working.isEmpty();
  }

  private void begin(int room) {
    Instant now = clock.instant();
    List<ImageBuild> taken =
        transaction.execute(
            status -> {
              List<ImageBuild> due = new ArrayList<>();
              for (ImageBuild build : builds.lockDue(now, room)) {
                if (build.attempt() < MOST_ATTEMPTS) {
                  build.take(now.plus(settings.lease()));
                  due.add(build);
                } else {
                  run.giveUp(build);
                }
              }
              return due;
            });
    for (ImageBuild build : taken) {
      Work work = new Work(build.id(), build.attempt(), new BuildLog(), now);
      working.put(build.id(), work);
      work.thread = threads.submit(() -> work(work));
    }
  }

  private void work(Work work) {
    try {
      run.run(work.id, work.attempt, work.log, builder.getObject());
    } catch (RuntimeException | Error e) {
      // Its lease runs out, and then some node takes it up again.
      log.error("The build {} could not be worked on to its end.", work.id, e);
    } finally {
      working.remove(work.id);
    }
  }

  private void tell(Work work) {
    Instant now = clock.instant();
    Duration since = Duration.between(work.told, now);
    if (since.multipliedBy(TELLINGS).compareTo(settings.lease()) < 0) {
      return;
    }
    work.told = now;
    boolean held =
        Boolean.TRUE.equals(
            transaction.execute(
                status ->
                    builds
                        .lockIfFree(work.id)
                        .filter(build -> build.isHeld(work.attempt))
                        .map(
                            build -> {
                              build.goOn(work.log.text(), now.plus(settings.lease()));
                              return true;
                            })
                        // Its end is being recorded, which takes as long as others take.
                        .orElseGet(() -> builds.isHeld(work.id, work.attempt))));
    if (!held) {
      // Another node has taken it up, or nobody wants it any more.
      work.thread.cancel(true);
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(LAST_WORDS_IN_SECONDS, TimeUnit.SECONDS)) {
      log.warn("A build is still under way; another node takes it up when its lease is over.");
    }
  }

  /** What this node works on. */
  private static final class Work {

    private final UUID id;
    private final int attempt;
    private final BuildLog log;
    private volatile Instant told;
    private volatile Future<?> thread;

    Work(UUID id, int attempt, BuildLog log, Instant told) {
      this.id = id;
      this.attempt = attempt;
      this.log = log;
      this.told = told;
    }
  }
}
