package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaffingTests {

  private static final Instant FROM = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-12-31T00:00:00Z");

  private final Shift evening = Crew.shift(Crew.ANA, "2026-12-01T18:00", "2026-12-01T23:00");

  @Test
  void aSubstituteTakesTheirPartAndTheOtherTheRest() {
    Shift swap = Crew.instead(evening, Crew.BEN, "2026-12-01T19:00", "2026-12-01T21:00", 1);
    assertThat(told(evening, swap))
        .containsExactly("ana 18:00 19:00", "ben 19:00 21:00", "ana 21:00 23:00");
  }

  @Test
  void aSubstituteHasDutyOnlyWhereTheOtherHasHad() {
    Shift swap = Crew.instead(evening, Crew.BEN, "2026-11-20T00:00", "2026-12-20T00:00", 1);
    assertThat(told(evening, swap)).containsExactly("ben 18:00 23:00");
    Shift beside = Crew.instead(evening, Crew.BEN, "2026-12-01T12:00", "2026-12-01T18:00", 1);
    assertThat(told(evening, beside)).containsExactly("ana 18:00 23:00");
  }

  @Test
  void whoIsNamedLastHasTheLastWord() {
    Shift first = Crew.instead(evening, Crew.BEN, "2026-12-01T18:00", "2026-12-01T22:00", 1);
    Shift last = Crew.instead(evening, Crew.ZOE, "2026-12-01T20:00", "2026-12-01T23:00", 2);
    assertThat(told(evening, last, first)).containsExactly("ben 18:00 20:00", "zoe 20:00 23:00");
  }

  @Test
  void aSubstituteMayHaveASubstitute() {
    Shift swap = Crew.instead(evening, Crew.BEN, "2026-12-01T19:00", "2026-12-01T23:00", 1);
    Shift again = Crew.instead(swap, Crew.ZOE, "2026-12-01T18:00", "2026-12-01T20:00", 2);
    assertThat(told(evening, swap, again))
        .containsExactly("ana 18:00 19:00", "zoe 19:00 20:00", "ben 20:00 23:00");
  }

  @Test
  void aSubstituteInheritsThePlaceInTheOrder() {
    Shift swap = Crew.instead(evening, Crew.BEN, "2026-12-01T19:00", "2026-12-01T21:00", 1);
    assertThat(staffed(List.of(evening, swap)))
        .extracting(turn -> turn.span().since())
        .containsOnly(Instant.parse("2026-12-01T18:00:00Z"));
  }

  @Test
  void whoHasLeftOpsHasNoDutyAndTakesNobodysPlace() {
    Member gone = Crew.member("gone", "Gone", "Away", "gone@ops.test");
    Shift swap = Crew.instead(evening, gone, "2026-12-01T19:00", "2026-12-01T21:00", 1);
    Shift own = Crew.shift(gone, "2026-12-02T18:00", "2026-12-02T23:00");
    assertThat(told(evening, swap, own)).containsExactly("ana 18:00 23:00");
  }

  @Test
  void whoIsAwayComesInWhenTheyAreBack() {
    Member ana = Crew.away(Crew.ANA, "2026-12-02");
    Shift week = Crew.shift(ana, "2026-12-01T09:00", "2026-12-08T09:00");
    Staffing staffing = new Staffing(List.of(ana), List.of(week));
    staffing.addShifts(FROM, TO);
    assertThat(staffing.turns().get(0).attended().orElseThrow())
        .extracting(Turn::from, Turn::to)
        .containsExactly(
            Instant.parse("2026-12-03T00:00:00Z"), Instant.parse("2026-12-08T09:00:00Z"));
    Shift day = Crew.shift(ana, "2026-12-01T09:00", "2026-12-02T09:00");
    Staffing whole = new Staffing(List.of(ana), List.of(day));
    whole.addShifts(FROM, TO);
    assertThat(whole.turns().get(0).attended()).isEmpty();
  }

  private static List<String> told(Shift... shifts) {
    return staffed(List.of(shifts)).stream()
        .map(
            turn ->
                turn.member().id()
                    + " "
                    + turn.from().toString().substring(11, 16)
                    + " "
                    + turn.to().toString().substring(11, 16))
        .toList();
  }

  private static List<Turn> staffed(List<Shift> shifts) {
    Staffing staffing = new Staffing(List.of(Crew.ANA, Crew.BEN, Crew.ZOE), shifts);
    staffing.addShifts(FROM, TO);
    return staffing.turns().stream().sorted(Comparator.comparing(Turn::from)).toList();
  }
}
