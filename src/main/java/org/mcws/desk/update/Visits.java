package org.mcws.desk.update;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How visitors fared, one after the other.
 *
 * @param millis how long each took; negative for those that got nothing
 */
record Visits(List<Integer> millis) {

  /** By how much more may fail than did before. */
  private static final double MORE_FAILURES = 0.02;

  /** By how much slower it may be than before. */
  private static final double SLOWER = 1.5;

  /** What takes longer, in milliseconds, is kept as this. */
  private static final int LONGEST = 1_000_000;

  private static final double SLOWEST = 0.95;
  private static final int FAILED = -1;
  private static final String FAILED_TEXT = "x";

  Visits {
    millis = List.copyOf(millis);
  }

  static Visits none() {
    return new Visits(List.of());
  }

  /** As {@link #toString} writes it. */
  static Visits parse(String text) {
    return text.isEmpty()
        ? none()
        : new Visits(
            Arrays.stream(text.split(","))
                .map(one -> one.equals(FAILED_TEXT) ? FAILED : Integer.parseInt(one))
                .toList());
  }

  Visits plus(boolean reached, Duration took) {
    List<Integer> more = new ArrayList<>(millis);
    more.add(reached ? (int) Math.min(took.toMillis(), LONGEST) : FAILED);
    return new Visits(more);
  }

  int count() {
    return millis.size();
  }

  long failures() {
    return millis.stream().filter(one -> one < 0).count();
  }

  boolean allFailed() {
    return failures() == count();
  }

  /**
   * What these say about a new version.
   *
   * @param before how visitors fared with the old one
   * @param wanted how many visits it takes to be sure
   * @param fastEnough what is faster is, however fast it was before
   */
  Verdict against(Visits before, int wanted, Duration fastEnough) {
    // One in ten is ten points: with few visits no failure is let pass that did not happen before.
    long allowed = (long) Math.floor((before.failureShare() + MORE_FAILURES) * wanted);
    if (failures() > allowed) {
      return Verdict.FAILED;
    }
    if (count() < wanted) {
      return Verdict.MORE;
    }
    return slow() > slowest(before, fastEnough) ? Verdict.SLOW : Verdict.GOOD;
  }

  /** What a visit may take, in milliseconds, where the old version's took as long as these. */
  static long slowest(Visits before, Duration fastEnough) {
    return Math.max(fastEnough.toMillis(), Math.round(SLOWER * before.slow()));
  }

  /**
   * The time that 95 % of the visits stayed within, in milliseconds. Among fewer than twenty the
   * slowest counts as the one that may be slower.
   */
  long slow() {
    List<Integer> sorted = millis.stream().filter(one -> one >= 0).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) (SLOWEST * sorted.size()) - 1));
  }

  private double failureShare() {
    return count() == 0 ? 0 : (double) failures() / count();
  }

  @Override
  public String toString() {
    return millis.stream()
        .map(one -> one < 0 ? FAILED_TEXT : one.toString())
        .collect(Collectors.joining(","));
  }

  /** What visits say. */
  enum Verdict {
    /** Too few to tell. */
    MORE,
    /** As good as before. */
    GOOD,
    /** More of them failed than before. */
    FAILED,
    /** They took longer than before. */
    SLOW
  }
}
