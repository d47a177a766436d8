package org.mcws.desk.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How long each of many repetitions took. */
final class Latencies {

  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  /** In milliseconds. */
  record Summary(int count, double p50, double p95, double p99, double max) {}

  /** Does it and notes how long it took. */
  <T> T time(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    nanos.add(System.nanoTime() - start);
    return result;
  }

  Summary summary() {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return new Summary(
        sorted.size(), ms(sorted, 0.5), ms(sorted, 0.95), ms(sorted, 0.99), ms(sorted, 1));
  }

  private static double ms(List<Long> sorted, double share) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, rank)) / 1e6;
  }
}
