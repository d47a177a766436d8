package org.mcws.desk.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * *     | Europe/Madrid    | 2027-01-10T00:00:00Z | 2027-01-10T01:30:00Z
          30 2 * * *     | Europe/Madrid    | 2027-01-10T01:30:00Z | 2027-01-11T01:30:00Z
          */15 * * * *   | UTC              | 2027-01-10T00:14:59Z | 2027-01-10T00:15:00Z
          0 9-17/4 * * 1-5 | UTC            | 2027-01-08T17:00:00Z | 2027-01-11T09:00:00Z
          0 0 * * sun    | UTC              | 2027-01-09T12:00:00Z | 2027-01-10T00:00:00Z
          0 0 * * 0      | UTC              | 2027-01-09T12:00:00Z | 2027-01-10T00:00:00Z
          0 0 * * 7      | UTC              | 2027-01-09T12:00:00Z | 2027-01-10T00:00:00Z
          0 0 1,15 * *   | Asia/Kathmandu   | 2027-01-01T00:00:00Z | 2027-01-14T18:15:00Z
          0 0 29 2 *     | UTC              | 2027-01-01T00:00:00Z | 2028-02-29T00:00:00Z
          @daily         | America/New_York | 2027-01-10T12:00:00Z | 2027-01-11T05:00:00Z
          @weekly        | UTC              | 2027-01-08T00:00:00Z | 2027-01-10T00:00:00Z
          """)
  void nextIsWhenTheClockThereSaysSo(String cron, String zone, Instant after, Instant next) {
    assertThat(new Timetable(cron, ZoneId.of(zone), Overlap.SKIP).next(after)).contains(next);
  }

  /** In Madrid summer begins on 28 March 2027 at 2:00 and ends on 31 October 2027 at 3:00. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * *   | 2027-03-27T12:00:00Z | 2027-03-28T01:30:00Z
          30 2 * * *   | 2027-03-28T01:30:00Z | 2027-03-29T00:30:00Z
          15,45 2 * * * | 2027-03-28T01:15:00Z | 2027-03-28T01:45:00Z
          */20 2 * * * | 2027-03-28T01:20:00Z | 2027-03-28T01:40:00Z
          0 1,2,3 * * * | 2027-03-28T00:00:00Z | 2027-03-28T01:00:00Z
          30 2 * * *   | 2027-10-30T12:00:00Z | 2027-10-31T00:30:00Z
          30 2 * * *   | 2027-10-31T00:30:00Z | 2027-11-01T01:30:00Z
          30 2 * * *   | 2027-10-31T01:10:00Z | 2027-11-01T01:30:00Z
          @daily       | 2027-10-31T00:30:00Z | 2027-10-31T23:00:00Z
          @hourly      | 2027-10-31T00:00:00Z | 2027-10-31T01:00:00Z
          */30 * * * * | 2027-10-31T00:30:00Z | 2027-10-31T01:00:00Z
          0 * * * *    | 2027-10-31T00:00:00Z | 2027-10-31T01:00:00Z
          """)
  void clocksThatChangeLoseNoRunAndMakeNoneTwice(String cron, Instant after, Instant next) {
    assertThat(new Timetable(cron, ZoneId.of("Europe/Madrid"), Overlap.SKIP).next(after))
        .contains(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * *         | must be the five fields
          0 30 2 * * *     | must be the five fields
          60 2 * * *       | must be the five fields
          a b c d e        | must be the five fields
          @reboot          | must be the five fields
          '""'             | must be the five fields
          0 0 13 * 5       | leave one of them *
          0 0 31 2 *       | never comes
          """)
  void whatIsNoTimeIsRefusedWithWhatWouldBeOne(String cron, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timetable(cron, ZoneId.of("UTC"), Overlap.SKIP))
        .withMessageContaining(words);
  }
}
