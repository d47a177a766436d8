package org.mcws.desk.duty.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendars as programs write them. */
class IcsFileTests {

  private static final Path FOLDER = Path.of("src/test/resources/duty");
  private static final Instant FROM = Instant.parse("2026-11-26T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-26T00:00:00Z");

  @Test
  void googlesSeriesHasItsExceptionsChangesAndCancellations() throws Exception {
    IcsFile.Read read = IcsFile.read(crlf("google.ics")).between(FROM, TO);
    assertThat(read.troubles()).isEmpty();
    assertThat(read.turns())
        .extracting(IcsTurn::uid, IcsTurn::from, IcsTurn::to, IcsTurn::attendees)
        .containsExactly(
            tuple(
                "evenings@google.com",
                Instant.parse("2026-12-01T17:00:00Z"),
                Instant.parse("2026-12-01T22:00:00Z"),
                List.of("ana.garcia@ops.test")),
            tuple(
                "evenings@google.com",
                Instant.parse("2026-12-29T17:00:00Z"),
                Instant.parse("2026-12-29T22:00:00Z"),
                List.of("ana.garcia@ops.test")),
            tuple(
                "evenings@google.com",
                Instant.parse("2026-12-08T19:00:00Z"),
                Instant.parse("2026-12-09T00:00:00Z"),
                List.of("ben@ops.test")),
            tuple(
                "christmas@google.com",
                Instant.parse("2026-12-23T23:00:00Z"),
                Instant.parse("2026-12-26T23:00:00Z"),
                List.of()));
    assertThat(read.turns().get(3).summary()).isEqualTo("Ben");
  }

  @Test
  void nextcloudNamesZonesThatItDoesNotDescribeAndAddsDates() throws Exception {
    assertThat(turns("nextcloud.ics", FROM, TO))
        .containsExactly(
            "0d2b5b5e-4a8e-4c1b-9f0e-9d1c2b3a4f5e 2026-12-05T01:00:00Z 2026-12-05T09:00:00Z",
            "0d2b5b5e-4a8e-4c1b-9f0e-9d1c2b3a4f5e 2026-12-12T01:00:00Z 2026-12-12T09:00:00Z",
            "0d2b5b5e-4a8e-4c1b-9f0e-9d1c2b3a4f5e 2026-12-14T01:00:00Z 2026-12-14T09:00:00Z",
            "0d2b5b5e-4a8e-4c1b-9f0e-9d1c2b3a4f5e 2026-12-20T01:00:00Z 2026-12-20T04:00:00Z",
            "2f4d7d70-floating 2026-12-06T09:00:00Z 2026-12-06T17:00:00Z",
            "3a5e8e81-first-workday 2026-12-01T09:00:00Z 2026-12-01T17:00:00Z");
  }

  /** On 2027-03-28, a Sunday, 02:00 to 03:00 does not exist in Madrid. */
  @Test
  void aNightShiftEndsByTheClockAlsoWhenClocksAreChanged() throws Exception {
    assertThat(
            turns(
                "nextcloud.ics",
                Instant.parse("2027-03-26T00:00:00Z"),
                Instant.parse("2027-04-01T00:00:00Z")))
        .filteredOn(turn -> turn.startsWith("1e3c6c6f"))
        .containsExactly(
            "1e3c6c6f-nightly 2027-03-26T21:00:00Z 2027-03-27T05:00:00Z",
            "1e3c6c6f-nightly 2027-03-27T21:00:00Z 2027-03-28T04:00:00Z",
            "1e3c6c6f-nightly 2027-03-28T20:00:00Z 2027-03-29T04:00:00Z",
            "1e3c6c6f-nightly 2027-03-29T20:00:00Z 2027-03-30T04:00:00Z");
  }

  @Test
  void outlooksZonesAreWhatTheFileSaysOfThem() throws Exception {
    IcsFile.Read read = IcsFile.read(crlf("outlook.ics")).between(FROM, TO);
    assertThat(read.troubles()).isEmpty();
    assertThat(read.turns())
        .extracting(turn -> turn.from() + " " + turn.to() + " " + turn.summary())
        .containsExactly(
            "2026-11-30T08:00:00Z 2026-11-30T16:00:00Z Ana",
            "2026-12-02T08:00:00Z 2026-12-02T16:00:00Z Ana",
            "2026-12-07T08:00:00Z 2026-12-07T16:00:00Z Ana",
            "2026-12-16T08:00:00Z 2026-12-16T16:00:00Z Ana",
            "2026-12-04T23:00:00Z 2026-12-06T23:00:00Z Bereitschaft",
            "2026-12-03T00:15:00Z 2026-12-03T06:15:00Z Ana");
    assertThat(read.turns().get(0).uid())
        .hasSize(112)
        .isEqualTo(read.turns().get(1).uid())
        .doesNotContain(" ");
    assertThat(read.turns().get(4).organizer()).isEqualTo("ben@ops.test");
  }

  @Test
  void whatCanNotBeReadIsTold() throws Exception {
    IcsFile.Read read = IcsFile.read(lf("odd.ics")).between(FROM, TO);
    assertThat(read.troubles())
        .extracting(trouble -> trouble.uid() + ": " + trouble.why())
        .containsExactly(
            "atlantis: It is in the time zone 'Atlantis Standard Time', which the calendar does not"
                + " describe and the tz database does not know.",
            "hourly: It is repeated more than once a day.",
            "counted: It is repeated by numbers that can't be meant.",
            "unruly: It has a RRULE that can't be read.",
            "endless: It does not end after it begins.",
            "backwards: It does not end after it begins.",
            "timeless: It does not say its start.",
            "misspelt: It has a DTSTART that can't be read.",
            "exrule: It leaves days out by a rule (EXRULE); leave them out one by one.",
            "bend: It changes all that follows in a series as well; end the series and begin a new"
                + " one.");
    assertThat(read.troubles()).extracting(IcsTrouble::summary).containsOnly("Ana");
    assertThat(read.turns())
        .extracting(turn -> turn.summary() + " " + turn.from() + " " + turn.to())
        .containsExactly(
            "No id 2026-12-02T09:00:00Z 2026-12-02T11:00:00Z",
            "Ana 2026-12-02T10:00:00Z 2026-12-02T11:00:00Z",
            "Ana 2026-12-03T10:00:00Z 2026-12-03T11:00:00Z",
            "Ana 2026-12-03T14:00:00Z 2026-12-03T15:00:00Z",
            "Ana 2026-12-08T00:00:00Z 2026-12-09T00:00:00Z");
    assertThat(read.turns().get(0).uid()).isNotEmpty();
  }

  /** Times in Madrid; 2027-10-31, a Sunday, has 02:00 to 03:00 twice. */
  @ParameterizedTest
  @CsvSource({
    "20270327T023000, 20270327T033000, 2027-03-27T01:30:00Z, 2027-03-27T02:30:00Z",
    "20270328T023000, 20270328T040000, 2027-03-28T01:30:00Z, 2027-03-28T02:00:00Z",
    "20271031T023000, 20271031T040000, 2027-10-31T00:30:00Z, 2027-10-31T03:00:00Z",
    "20271031T013000, 20271031T023000, 2027-10-30T23:30:00Z, 2027-10-31T00:30:00Z"
  })
  void clocksThatAreChangedAreAsTheStandardSays(String start, String end, String from, String to)
      throws Exception {
    String event =
        "DTSTART;TZID=Europe/Madrid:%s\nDTEND;TZID=Europe/Madrid:%s".formatted(start, end);
    assertThat(turns(event, "2027-03-01T00:00:00Z", "2027-11-30T00:00:00Z"))
        .containsExactly("x " + from + " " + to);
  }

  @Test
  void itsEndMayBeInAnotherZone() throws Exception {
    assertThat(
            turns(
                "DTSTART;TZID=Europe/Madrid:20261202T100000"
                    + "\nDTEND;TZID=America/New_York:20261202T063000\nRRULE:FREQ=DAILY;COUNT=2",
                "2026-12-01T00:00:00Z",
                "2026-12-31T00:00:00Z"))
        .containsExactly(
            "x 2026-12-02T09:00:00Z 2026-12-02T11:30:00Z",
            "x 2026-12-03T09:00:00Z 2026-12-03T11:30:00Z");
  }

  @Test
  void aShiftOfWhichTheClocksLeaveNothingIsNone() throws Exception {
    assertThat(
            turns(
                "DTSTART;TZID=Europe/Madrid:20270321T020000\nDTEND;TZID=Europe/Madrid:20270321T030000"
                    + "\nRRULE:FREQ=WEEKLY",
                "2027-03-20T00:00:00Z",
                "2027-04-05T00:00:00Z"))
        .containsExactly(
            "x 2027-03-21T01:00:00Z 2027-03-21T02:00:00Z",
            "x 2027-04-04T00:00:00Z 2027-04-04T01:00:00Z");
  }

  @Test
  void whatHasBegunLongAgoAndLastsIsTold() throws Exception {
    assertThat(
            turns(
                "DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261201\nRRULE:FREQ=YEARLY",
                "2027-11-30T10:00:00Z",
                "2027-12-10T00:00:00Z"))
        .containsExactly("x 2027-10-01T00:00:00Z 2027-12-01T00:00:00Z");
  }

  /** Days are added at the time of the others, and what lies elsewhere is not told. */
  @Test
  void addedDaysHaveTheTimeOfTheOthers() throws Exception {
    assertThat(
            turns(
                "DTSTART;TZID=Europe/Madrid:20261101T100000\nDURATION:PT1H"
                    + "\nRDATE;VALUE=DATE:20261202,20270301",
                "2026-12-01T00:00:00Z",
                "2026-12-31T00:00:00Z"))
        .containsExactly("x 2026-12-02T09:00:00Z 2026-12-02T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=DAILY;UNTIL=20261203|2",
        "FREQ=DAILY;UNTIL=20261203T090000Z|2",
        "FREQ=DAILY;UNTIL=20261203T085959Z|1",
        "FREQ=DAILY;UNTIL=20261203T100000|2",
        "FREQ=DAILY;COUNT=3|3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=SU|5"
      })
  void aRuleEndsWhereItSays(String rule, int times) throws Exception {
    assertThat(
            turns(
                "DTSTART;TZID=Europe/Madrid:20261202T100000\nDTEND;TZID=Europe/Madrid:20261202T110000"
                    + "\nRRULE:"
                    + rule,
                FROM.toString(),
                "2027-02-01T00:00:00Z"))
        .hasSize(times);
  }

  @Test
  void theLatestOfSeveralRevisionsCounts() throws Exception {
    String revision = "DTSTART:20261202T%s0000Z\nDURATION:PT1H\nSEQUENCE:%d";
    String next = "\nEND:VEVENT\nBEGIN:VEVENT\nUID:x\n";
    assertThat(
            turns(
                revision.formatted("10", 1)
                    + next
                    + revision.formatted("12", 3)
                    + next
                    + revision.formatted("11", 2),
                "2026-12-01T00:00:00Z",
                "2026-12-31T00:00:00Z"))
        .containsExactly("x 2026-12-02T12:00:00Z 2026-12-02T13:00:00Z");
  }

  /** RFC 5545, 3.1: a line may be folded between any two bytes. */
  @Test
  void aLetterMayBeFolded() throws Exception {
    byte[] start = "SUMMARY:Garc".getBytes(StandardCharsets.UTF_8);
    byte[] letter = "í".getBytes(StandardCharsets.UTF_8);
    byte[] folded = Arrays.copyOf(start, start.length + 6);
    folded[start.length] = letter[0];
    System.arraycopy("\r\n ".getBytes(StandardCharsets.UTF_8), 0, folded, start.length + 1, 3);
    folded[start.length + 4] = letter[1];
    folded[start.length + 5] = 'a';
    String event = new String(folded, StandardCharsets.ISO_8859_1);
    byte[] file =
        calendar("DTSTART:20261202T100000Z\nDURATION:PT1H\n" + event)
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(IcsFile.read(file).between(FROM, TO).turns())
        .extracting(IcsTurn::summary)
        .containsExactly("García");
  }

  @Test
  void aByteOrderMarkAndAMissingLastLineEndDoNotMatter() throws Exception {
    String file = "\ufeff" + calendar("DTSTART:20261202T100000Z\nDURATION:PT1H").strip();
    assertThat(IcsFile.read(file.getBytes(StandardCharsets.UTF_8)).between(FROM, TO).turns())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<!doctype html><html><body>Log in: please</body></html>",
        "{\"error\": \"gone\"}",
        "BEGIN:VCALENDAR",
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nEND:VCARD"
      })
  void whatIsNoCalendarIsRefused(String text) {
    assertThatExceptionOfType(NoCalendar.class)
        .isThrownBy(() -> IcsFile.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"google.ics", "nextcloud.ics", "outlook.ics", "odd.ics"})
  void aFileThatIsCutIsRefused(String name) throws IOException {
    byte[] whole = crlf(name);
    int end = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("END:VCALENDAR");
    for (int length = 0; length < end; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(NoCalendar.class)
          .as(name + " cut at " + length)
          .isThrownBy(() -> IcsFile.read(cut));
    }
  }

  @Test
  void aCalendarThatIsTooLargeIsRefused() {
    String event = "BEGIN:VEVENT\nUID:x\nDTSTART:20261202T100000Z\nDURATION:PT1H\nEND:VEVENT\n";
    String file =
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + event.repeat(5_001) + "END:VCALENDAR\n";
    assertThatExceptionOfType(NoCalendar.class)
        .isThrownBy(() -> IcsFile.read(file.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("5,000");
  }

  @Test
  void aCalendarWithoutEventsIsOne() throws Exception {
    String file = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n";
    assertThat(IcsFile.read(file.getBytes(StandardCharsets.UTF_8)).between(FROM, TO).turns())
        .isEmpty();
  }

  /** The library can add its own zones to those of the whole Java process. */
  @Test
  void noZonesOfACalendarReachTheRestOfTheDesk() throws Exception {
    IcsFile.read(crlf("outlook.ics")).between(FROM, TO);
    assertThat(ZoneId.getAvailableZoneIds()).noneMatch(zone -> zone.contains("ical4j"));
  }

  private static List<String> turns(String name, Instant from, Instant to) throws Exception {
    IcsFile.Read read = IcsFile.read(crlf(name)).between(from, to);
    assertThat(read.troubles()).isEmpty();
    return told(read);
  }

  private static List<String> turns(String event, String from, String to) throws Exception {
    IcsFile.Read read =
        IcsFile.read(calendar(event).getBytes(StandardCharsets.UTF_8))
            .between(Instant.parse(from), Instant.parse(to));
    assertThat(read.troubles()).isEmpty();
    return told(read);
  }

  private static List<String> told(IcsFile.Read read) {
    return read.turns().stream()
        .map(turn -> turn.uid() + " " + turn.from() + " " + turn.to())
        .toList();
  }

  private static String calendar(String event) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:x\n"
        + event
        + "\nEND:VEVENT\nEND:VCALENDAR\n";
  }

  /** As calendars are sent. */
  private static byte[] crlf(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] lf(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }
}
