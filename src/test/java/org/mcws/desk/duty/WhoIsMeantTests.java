package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.duty.ics.IcsTurn;

class WhoIsMeantTests {

  private final WhoIsMeant who = new WhoIsMeant(List.of(Crew.ANA, Crew.BEN, Crew.ZOE));

  @ParameterizedTest
  @CsvSource({
    "ana, ana",
    "ANA@ops.test, ana",
    "ana maría garcía, ana",
    "Ana Maria  Garcia, ana",
    "Ana María, ana",
    "Okafor, ben",
    "' Ben ', ben",
    "Zoe, zoe",
    "Zoë García, zoe"
  })
  void theTitleIsANameHoweverItIsWritten(String title, String account) {
    assertThat(meant(title, "")).containsExactly(account);
  }

  @ParameterizedTest
  @CsvSource({"Anastasia", "Ana and Ben", "on duty: ben", "''", "María"})
  void aTitleThatOnlyContainsANameIsNone(String title) {
    assertThat(meant(title, "")).isEmpty();
  }

  @Test
  void whoTakesPartComesBeforeTheTitleAndTheTitleBeforeWhoInvites() {
    assertThat(meant("Ana", "ben@ops.test", "ben@ops.test")).containsExactly("ben");
    assertThat(meant("Ana", "ben@ops.test")).containsExactly("ana");
    assertThat(meant("Duty", "ben@ops.test")).containsExactly("ben");
    assertThat(meant("Ana", "", "stranger@else.test")).containsExactly("ana");
  }

  @Test
  void severalMayTakePart() {
    assertThat(meant("Duty", "", "ben@ops.test", "stranger@else.test", "ana@ops.test"))
        .containsExactly("ben", "ana");
  }

  @Test
  void aNameOfTwoIsNobodysAndSaidToBe() {
    WhoIsMeant.Meant meant = who.by(turn("García", "ben@ops.test"));
    assertThat(meant.members()).isEmpty();
    assertThat(meant.why()).contains("Several", "García", "whole name");
    assertThat(who.by(turn("Nobody", "")).why()).contains("No account", "Nobody");
    assertThat(who.by(turn("Ben", "")).why()).isNull();
  }

  private List<String> meant(String title, String organizer, String... people) {
    return who.by(turn(title, organizer, people)).members().stream().map(Member::id).toList();
  }

  private static FeedTurn turn(String title, String organizer, String... people) {
    return new FeedTurn(
        new IcsTurn(
            "x",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(1),
            title,
            Arrays.asList(people),
            organizer));
  }
}
