package org.mcws.desk.benchmark;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How late looks were, by the desk's own timer, to a tenth of a second below three seconds and more
 * roughly above.
 *
 * @param upTo how many looks were at most so many seconds late
 */
record Lateness(Map<Double, Double> upTo) {

  private static final String TIMER = "desk.probe.lateness";

  /** The setting by which the desk counts finely enough. */
  static final String SETTING =
      "management.metrics.distribution.slo."
          + TIMER
          + "="
          + DoubleStream.concat(
                  IntStream.rangeClosed(1, 30).mapToDouble(tenth -> tenth / 10.0),
                  DoubleStream.of(4, 5, 7, 10, 15, 20, 30, 45, 60, 120, 300, 600))
              .mapToObj(seconds -> Math.round(seconds * 1000) + "ms")
              .collect(Collectors.joining(","));

  static Lateness of(MeterRegistry figures) {
    Timer timer = figures.get(TIMER).timer();
    return new Lateness(
        Arrays.stream(timer.takeSnapshot().histogramCounts())
            .collect(
                Collectors.toMap(
                    bucket -> bucket.bucket(TimeUnit.SECONDS),
                    CountAtBucket::count,
                    (one, other) -> one,
                    TreeMap::new)));
  }

  Lateness minus(Lateness before) {
    Map<Double, Double> left = new TreeMap<>(upTo);
    before.upTo.forEach((seconds, count) -> left.merge(seconds, -count, Double::sum));
    return new Lateness(left);
  }

  /**
   * So many seconds late was this share of the looks at the most.
   *
   * @param share 0 to 1
   */
  double seconds(double share) {
    double all = upTo.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return upTo.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= share * all)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElse(Double.NaN);
  }
}
