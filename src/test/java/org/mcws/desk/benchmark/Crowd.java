package org.mcws.desk.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** People or programs outside who do something at the same time, so many at once. */
final class Crowd {

  private Crowd() {}

  /**
   * Returns when all is done.
   *
   * @param name what the threads are called
   * @throws IllegalStateException with what went wrong first
   */
  static void does(String name, int atOnce, List<Runnable> work) {
    ExecutorService crowd =
        Executors.newFixedThreadPool(atOnce, one -> new Thread(one, ThreadCpu.CALLER + name));
    try {
      List<Future<?>> doing = new ArrayList<>();
      work.forEach(one -> doing.add(crowd.submit(one)));
      for (Future<?> one : doing) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      crowd.shutdownNow();
    }
  }
}
