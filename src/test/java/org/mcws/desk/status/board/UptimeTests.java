package org.mcws.desk.status.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.status.board.Uptime.Day;

/** Days are those of UTC, and only the time in which somebody looked counts. */
class UptimeTests {

  private static final Instant NOW = Instant.parse("2027-04-01T12:00:00Z");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void backToThisZone() {
    TimeZone.setDefault(zone);
  }

  @Test
  void ninetyDaysEndToday() {
    Uptime uptime = Uptime.of(Optional.of(LONG_AGO), List.of(), NOW);
    assertThat(uptime.days()).hasSize(90);
    assertThat(uptime.days().get(0).day()).isEqualTo(LocalDate.parse("2027-01-02"));
    assertThat(uptime.days().get(89))
        .isEqualTo(new Day(LocalDate.parse("2027-04-01"), Duration.ofHours(12), Duration.ZERO));
    assertThat(uptime.watched()).isEqualTo(Duration.ofDays(89).plusHours(12));
    assertThat(uptime.percent()).hasValue("100 %");
    assertThat(Uptime.from(NOW)).isEqualTo(Instant.parse("2027-01-02T00:00:00Z"));
  }

  @Test
  void anOutageOverMidnightIsDivided() {
    Uptime uptime = uptime(down("2027-03-10T23:30:00Z", "2027-03-12T00:15:00Z"));
    assertThat(day(uptime, "2027-03-10").down()).isEqualTo(Duration.ofMinutes(30));
    assertThat(day(uptime, "2027-03-11").down()).isEqualTo(Duration.ofDays(1));
    assertThat(day(uptime, "2027-03-12").down()).isEqualTo(Duration.ofMinutes(15));
    assertThat(day(uptime, "2027-03-12").isBad()).isFalse();
    assertThat(day(uptime, "2027-03-13").isClean()).isTrue();
    assertThat(uptime.down()).isEqualTo(Duration.ofDays(1).plusMinutes(45));
  }

  @Test
  void aDayHas24HoursAlsoWhereClocksAreChanged() {
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    Uptime uptime = uptime(down("2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z"));
    assertThat(day(uptime, "2027-03-28"))
        .isEqualTo(new Day(LocalDate.parse("2027-03-28"), Duration.ofDays(1), Duration.ofDays(1)));
    assertThat(day(uptime, "2027-03-27").isClean()).isTrue();
    assertThat(day(uptime, "2027-03-29").isClean()).isTrue();
  }

  @Test
  void whatLastsCountsUpToNow() {
    Uptime uptime = uptime(new Downtime(Instant.parse("2027-04-01T09:00:00Z"), Optional.empty()));
    assertThat(day(uptime, "2027-04-01").down()).isEqualTo(Duration.ofHours(3));
    assertThat(day(uptime, "2027-04-01").isBad()).isTrue();
  }

  @Test
  void timeBeforeSomebodyLookedIsUnknownAndCountsForNothing() {
    Uptime uptime =
        Uptime.of(
            Optional.of(Instant.parse("2027-03-31T12:00:00Z")),
            List.of(down("2027-03-31T06:00:00Z", "2027-03-31T18:00:00Z")),
            NOW);
    assertThat(day(uptime, "2027-03-30").isKnown()).isFalse();
    assertThat(day(uptime, "2027-03-31"))
        .isEqualTo(
            new Day(LocalDate.parse("2027-03-31"), Duration.ofHours(12), Duration.ofHours(6)));
    assertThat(uptime.watched()).isEqualTo(Duration.ofDays(1));
    assertThat(uptime.percent()).hasValue("75.00 %");
  }

  @Test
  void outagesThatOverlapCountOnce() {
    Uptime uptime =
        uptime(
            down("2027-03-10T10:00:00Z", "2027-03-10T12:00:00Z"),
            down("2027-03-10T11:00:00Z", "2027-03-10T11:30:00Z"),
            down("2027-03-10T11:45:00Z", "2027-03-10T13:00:00Z"));
    assertThat(uptime.down()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void onlyWhatNeverFailedHasAHundredPercent() {
    Uptime uptime = uptime(down("2027-03-10T10:00:00Z", "2027-03-10T10:00:01Z"));
    assertThat(uptime.percent()).hasValue("99.99 %");
  }

  @Test
  void whatWasNeverWatchedHasNoFigure() {
    Uptime uptime = Uptime.of(Optional.empty(), List.of(), NOW);
    assertThat(uptime.percent()).isEmpty();
    assertThat(uptime.days()).noneMatch(Day::isKnown);
  }

  private static Uptime uptime(Downtime... downtimes) {
    return Uptime.of(Optional.of(LONG_AGO), List.of(downtimes), NOW);
  }

  private static Downtime down(String from, String until) {
    return new Downtime(Instant.parse(from), Optional.of(Instant.parse(until)));
  }

  private static Day day(Uptime uptime, String day) {
    return uptime.days().stream()
        .filter(one -> one.day().equals(LocalDate.parse(day)))
        .findFirst()
        .orElseThrow();
  }
}
