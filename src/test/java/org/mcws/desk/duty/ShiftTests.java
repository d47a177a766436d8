package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTests {

  private static final String MADRID = "Europe/Madrid";

  /** "Tuesdays 18:00 to 23:00 in Madrid", from December to April; 2026-12-01 is a Tuesday. */
  private final Shift tuesdays =
      Crew.weekly("2026-12-01T18:00", "2026-12-01T23:00", 1, "2027-04-06", MADRID);

  @Test
  void isRepeatedByTheClockOnTheWall() {
    assertThat(told(tuesdays, "2027-03-16T00:00:00Z", "2027-04-30T00:00:00Z"))
        .containsExactly(
            "2027-03-16T17:00:00Z 2027-03-16T22:00:00Z",
            "2027-03-23T17:00:00Z 2027-03-23T22:00:00Z",
            "2027-03-30T16:00:00Z 2027-03-30T21:00:00Z",
            "2027-04-06T16:00:00Z 2027-04-06T21:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T00:00:00Z, 2026-12-01T17:00:00Z, 0",
    "2026-11-01T00:00:00Z, 2026-12-01T17:00:01Z, 1",
    "2026-12-01T21:59:59Z, 2026-12-02T00:00:00Z, 1",
    "2026-12-01T22:00:00Z, 2026-12-08T17:00:00Z, 0",
    "2026-12-01T00:00:00Z, 2027-12-01T00:00:00Z, 19",
    "2036-12-01T00:00:00Z, 2037-12-01T00:00:00Z, 0"
  })
  void isToldAsFarAsItLiesInTheTimeLookedAt(String from, String to, int times) {
    assertThat(tuesdays.spans(Instant.parse(from), Instant.parse(to))).hasSize(times);
  }

  @Test
  void aWeekEveryThirdWeekIsFoundWhileItLasts() {
    Shift week = Crew.weekly("2026-11-30T09:00", "2026-12-07T09:00", 3, null, MADRID);
    assertThat(told(week, "2027-01-17T12:00:00Z", "2027-01-17T13:00:00Z"))
        .containsExactly("2027-01-11T08:00:00Z 2027-01-18T08:00:00Z");
    assertThat(told(week, "2027-01-18T08:00:00Z", "2027-02-01T08:00:00Z")).isEmpty();
    assertThat(told(week, "2036-01-01T00:00:00Z", "2036-01-21T08:00:00Z"))
        .containsExactly("2035-12-31T08:00:00Z 2036-01-07T08:00:00Z");
  }

  /**
   * On 2027-03-28, a Sunday, 02:00 to 03:00 does not exist in Madrid; on 2027-10-31 it is twice.
   */
  @Test
  void followsTheClocksWhereTheyAreChanged() {
    Shift night = Crew.weekly("2027-03-21T02:30", "2027-03-21T03:30", 1, null, MADRID);
    assertThat(told(night, "2027-03-21T00:00:00Z", "2027-04-05T00:00:00Z"))
        .containsExactly(
            "2027-03-21T01:30:00Z 2027-03-21T02:30:00Z",
            "2027-04-04T00:30:00Z 2027-04-04T01:30:00Z");
    assertThat(told(night, "2027-10-30T00:00:00Z", "2027-11-01T00:00:00Z"))
        .containsExactly("2027-10-31T00:30:00Z 2027-10-31T02:30:00Z");
  }

  @Test
  void daysThatAZoneHasSkippedAreNoHurdle() {
    // Samoa has left out 2011-12-30.
    Shift friday = Crew.weekly("2011-12-23T09:00", "2011-12-23T17:00", 1, null, "Pacific/Apia");
    assertThat(told(friday, "2011-12-28T00:00:00Z", "2012-01-07T00:00:00Z"))
        .containsExactly(
            "2011-12-30T19:00:00Z 2011-12-31T03:00:00Z",
            "2012-01-05T19:00:00Z 2012-01-06T03:00:00Z");
  }

  @Test
  void everyRepetitionIsFoundFromWhereverOneLooks() {
    Shift shift = Crew.weekly("2026-12-01T18:00", "2026-12-03T06:00", 2, null, "Asia/Kathmandu");
    LocalDateTime start = LocalDateTime.parse("2026-12-01T18:00");
    for (int hours = 0; hours < 24 * 60; hours += 5) {
      Instant now = Instant.parse("2027-01-01T00:00:00Z").plusSeconds(hours * 3600L);
      boolean on = false;
      for (int weeks = 0; weeks < 30; weeks += 2) {
        Instant from = start.plusWeeks(weeks).atZone(ZoneId.of("Asia/Kathmandu")).toInstant();
        on |= !now.isBefore(from) && now.isBefore(from.plusSeconds(36 * 3600L));
      }
      assertThat(shift.spans(now, now.plusNanos(1))).as("%s", now).hasSize(on ? 1 : 0);
    }
  }

  private static List<String> told(Shift shift, String from, String to) {
    return shift.spans(Instant.parse(from), Instant.parse(to)).stream()
        .map(span -> span.from() + " " + span.to())
        .toList();
  }
}
