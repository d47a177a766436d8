package org.mcws.desk.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceWindowTests {

  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue,Thu 02:00-05:00|Tue,Thu 02:00-05:00",
        "Thu,Tue 02:00-05:00|Tue,Thu 02:00-05:00",
        "Mon-Fri 22:30-04:00|Mon,Tue,Wed,Thu,Fri 22:30-04:00",
        "Sat-Mon,Wed 00:00-23:59|Mon,Wed,Sat,Sun 00:00-23:59"
      })
  void isReadAsPeopleWriteIt(String text, String written) {
    assertThat(MaintenanceWindow.parse(text)).hasToString(written);
    assertThat(MaintenanceWindow.parse(written)).isEqualTo(MaintenanceWindow.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tue",
        "02:00-05:00",
        "Tue 2:00-5:00",
        "Tue 02:00-24:00",
        "Die 02:00-05:00",
        "Tue,,Thu 02:00-05:00",
        "Tue 02:00-05:00 UTC"
      })
  void somethingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> MaintenanceWindow.parse(text)).hasMessageContaining("Tue,Thu 02:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tue 02:00-02:29", "Tue 02:00-02:00", "Tue 23:50-00:10"})
  void oneThatIsTooShortForAnUpdateIsRefused(String text) {
    assertThatThrownBy(() -> MaintenanceWindow.parse(text)).hasMessageContaining("30 minutes");
  }

  /** 2027-03-02 is a Tuesday. */
  @ParameterizedTest
  @CsvSource({
    "2027-03-02T01:59:59, 2027-03-02T02:00",
    "2027-03-02T02:00:00, 2027-03-02T02:00",
    "2027-03-02T04:59:59, 2027-03-02T04:59:59",
    "2027-03-02T05:00:00, 2027-03-04T02:00",
    "2027-03-04T05:00:00, 2027-03-09T02:00",
    "2027-03-07T12:00:00, 2027-03-09T02:00"
  })
  void opensNextAtTheNextOfItsDays(String now, String opens) {
    assertThat(next("Tue,Thu 02:00-05:00", madrid(now))).isEqualTo(madrid(opens));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-02T22:59, false",
    "2027-03-02T23:00, true",
    "2027-03-03T02:59, true",
    "2027-03-03T03:00, false",
    "2027-03-03T23:30, false"
  })
  void goesOnPastMidnight(String now, boolean open) {
    assertThat(MaintenanceWindow.parse("Tue 23:00-03:00").isOpen(madrid(now), MADRID))
        .isEqualTo(open);
  }

  @Test
  void isMeantInTheCommunitysZone() {
    Instant now = Instant.parse("2027-03-01T12:00:00Z");
    MaintenanceWindow window = MaintenanceWindow.parse("Tue 02:00-05:00");
    assertThat(window.nextOpening(now, ZoneId.of("Asia/Tokyo")))
        .isEqualTo(Instant.parse("2027-03-01T17:00:00Z"));
    assertThat(window.nextOpening(now, ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2027-03-02T02:00:00Z"));
  }

  /** On 2027-03-28, a Sunday, 02:00 to 03:00 does not exist in Madrid. */
  @Test
  void opensAnHourLaterWhereClocksArePutForwardOverItsBeginning() {
    Instant midnight = madrid("2027-03-28T00:00");
    MaintenanceWindow window = MaintenanceWindow.parse("Sun 02:30-05:00");
    assertThat(window.nextOpening(midnight, MADRID))
        .isEqualTo(Instant.parse("2027-03-28T01:30:00Z"))
        .isEqualTo(madrid("2027-03-28T03:30"));
    assertThat(window.isOpen(madrid("2027-03-28T04:59"), MADRID)).isTrue();
    assertThat(window.isOpen(madrid("2027-03-28T05:00"), MADRID)).isFalse();
  }

  @Test
  void doesNotOpenWhereNothingOfItIsLeft() {
    Instant midnight = madrid("2027-03-28T00:00");
    assertThat(next("Sun 02:00-03:00", midnight)).isEqualTo(madrid("2027-04-04T02:00"));
  }

  /** On 2027-10-31, a Sunday, 02:00 to 03:00 comes twice in Madrid. */
  @Test
  void isAnHourLongerWhereClocksArePutBack() {
    MaintenanceWindow window = MaintenanceWindow.parse("Sun 02:00-04:00");
    Instant opens = Instant.parse("2027-10-31T00:00:00Z");
    assertThat(window.nextOpening(opens.minusSeconds(60), MADRID)).isEqualTo(opens);
    assertThat(window.isOpen(opens.plusSeconds(3 * 3600 - 1), MADRID)).isTrue();
    assertThat(window.isOpen(opens.plusSeconds(3 * 3600), MADRID)).isFalse();
  }

  private static Instant next(String window, Instant now) {
    return MaintenanceWindow.parse(window).nextOpening(now, MADRID);
  }

  private static Instant madrid(String local) {
    return LocalDateTime.parse(local).atZone(MADRID).toInstant();
  }
}
