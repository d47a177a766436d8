package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an engine tells bit by bit while it does something. The inherited ways to wait for its end
 * hang up when they have waited, so this has one of its own.
 */
abstract class EngineStream<T> extends ResultCallback.Adapter<T> {

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Instant heard = Instant.now();
  private volatile boolean begun;
  private volatile Throwable failure;

  /** Takes what the engine tells next. */
  abstract void take(T item);

  @Override
  public final void onNext(T item) {
    begun = true;
    isAlive();
    take(item);
  }

  @Override
  public final void onError(Throwable throwable) {
    failure = throwable;
    end();
  }

  @Override
  public final void onComplete() {
    end();
  }

  /** The engine has just been seen to do something, though it has told nothing. */
  final void isAlive() {
    heard = Instant.now();
  }

  /** Whether the engine has told anything yet. */
  final boolean hasBegun() {
    return begun;
  }

  /** Whether the engine has neither told nor done anything for so long. */
  final boolean isSilentFor(Duration time) {
    return heard.plus(time).isBefore(Instant.now());
  }

  /** Nobody need wait any longer. */
  final void end() {
    ended.countDown();
  }

  /**
   * Waits a while for the end.
   *
   * @return whether it has ended
   * @throws RuntimeException if the connection broke, or the engine refused
   */
  final boolean hasEndedWithin(Duration time) throws InterruptedException {
    if (!ended.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return true;
  }
}
