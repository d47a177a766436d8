package org.mcws.desk.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTests {

  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @ParameterizedTest
  @CsvSource({
    "2027-01-10T08:00, 2027-01-10T08:00",
    "2027-01-10T12:34, 2027-01-10T12:34",
    "2027-01-10T21:59, 2027-01-10T21:59",
    "2027-01-10T22:00, 2027-01-11T08:00",
    "2027-01-10T23:59, 2027-01-11T08:00",
    "2027-01-11T00:00, 2027-01-11T08:00",
    "2027-01-11T07:59, 2027-01-11T08:00",
    // The night in which the clocks go forward.
    "2027-03-27T23:00, 2027-03-28T08:00"
  })
  void whatComesAtNightWaitsForTheMorning(LocalDateTime written, LocalDateTime sent) {
    assertThat(QuietHours.over(written.atZone(MADRID).toInstant(), MADRID))
        .isEqualTo(sent.atZone(MADRID).toInstant());
  }
}
