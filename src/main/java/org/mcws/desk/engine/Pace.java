package org.mcws.desk.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/**
 * How fast the desk's clock runs: every wait in a model passes through it, as in {@code
 * ${pace.of('P2D')}}, so that a rehearsal takes minutes. At pace 1 a wait comes out as it went in.
 */
@Component
@ProcessBean
public class Pace {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  // A month and a year have no length of their own; these days stand for them.
  private static final LocalDate SOME_DAY = LocalDate.of(2025, 1, 1);

  private final double pace;

  Pace(DeskSettings settings) {
    this.pace = settings.pace();
  }

  /**
   * The wait at this desk's pace.
   *
   * @param wait as ISO 8601: a duration ({@code PT10M}), a period ({@code P2D}, {@code P1M}, {@code
   *     P1DT12H}), a cycle of one ({@code R3/PT10M}), or several by commas as in retry cycles
   * @return the same kind; no wait gets shorter than a second
   * @throws IllegalArgumentException if it is none of these
   */
  public String of(String wait) {
    if (pace == 1) {
      return wait;
    }
    return Arrays.stream(wait.split(",")).map(this::ofOne).collect(Collectors.joining(","));
  }

  /** The wait at this desk's pace. */
  public Duration of(Duration wait) {
    if (pace == 1 || wait.isZero()) {
      return wait;
    }
    Duration paced =
        Duration.ofMillis(
            BigDecimal.valueOf(wait.toMillis())
                .multiply(BigDecimal.valueOf(pace))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    return paced.compareTo(SHORTEST) < 0 ? SHORTEST : paced;
  }

  private String ofOne(String wait) {
    String trimmed = wait.strip();
    int slash = trimmed.indexOf('/');
    if (trimmed.startsWith("R") && slash > 0) {
      return trimmed.substring(0, slash + 1) + ofOne(trimmed.substring(slash + 1));
    }
    return of(parse(trimmed)).toString();
  }

  private static Duration parse(String wait) {
    try {
      int time = wait.indexOf('T');
      Period days =
          time == 1 ? Period.ZERO : Period.parse(time < 0 ? wait : wait.substring(0, time));
      Duration hours = time < 0 ? Duration.ZERO : Duration.parse("P" + wait.substring(time));
      return Duration.ofDays(ChronoUnit.DAYS.between(SOME_DAY, SOME_DAY.plus(days))).plus(hours);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "'" + wait + "' is no ISO 8601 duration such as PT10M, P2D or R3/PT10M", e);
    }
  }
}
