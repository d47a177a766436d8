package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** The check as a visitor, and the owners who take over. */
class OnboardingHandoverProcessTests extends OnboardingStage {

  private static final String RECORD_ONLY = AskedFor.SITE.replace("www.SLUG", "SLUG");

  @Test
  void theOwnersTakeOverAndAreWelcomed() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startUntilHandover(asked);
    takeOver(play, asked.ben());
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_onboarded");
    assertThat(instance(play)).isNull();
    assertThat(state(play)).isEqualTo("onboarded");
    assertThat(letters.to(asked.ana(), "Friends of").text()).isNotBlank();
    assertThat(letters.to(asked.ben(), "Welcome, Friends of").text())
        .contains("www." + asked.slug() + ".example", "Ben Brown");
    assertThat(audit("onboarding/" + play.id(), "services taken over"))
        .containsExactly(asked.ben() + " by ACCOUNT");
    assertThat(
            database.queryForList(
                "select distinct state from delivered_service where community = ?",
                String.class,
                asked.slug()))
        .hasSize(1)
        .doesNotContain("RESERVED");
  }

  @Test
  void whatCannotBeReachedYetIsTriedAgainAfterTenMinutes() {
    AskedFor asked = AskedFor.forNewCommunity().services(RECORD_ONLY);
    Play play = startUntilCheck(asked);
    platform.removeAddress("example", asked.domain());
    stopClock();
    work(play);
    assertThat(instance(play)).isWaitingAt("timer_checkAgain");
    assertThat(told(play).json().path("summary").asText()).contains("look again");
    repairRecord(asked);
    pass(play, Duration.ofMinutes(10).minusSeconds(5));
    assertThat(instance(play)).isWaitingAt("timer_checkAgain");
    pass(play, Duration.ofSeconds(10));
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
  }

  @Test
  void whatCannotBeReachedForADayIsPutBeforeOpsWhoRepairIt() {
    String olga = newOps();
    AskedFor asked = AskedFor.forNewCommunity().services(RECORD_ONLY);
    Play play = startUntilCheck(asked);
    platform.removeAddress("example", asked.domain());
    work(play);
    pass(play, Duration.ofHours(23).plusMinutes(50));
    assertThat(instance(play)).isWaitingAt("timer_checkAgain");
    pass(play, Duration.ofMinutes(10));
    Task task = task(play, "userTask_repairFindings");
    assertThat(tasks.getVariable(task.getId(), "findings").toString())
        .contains("site " + asked.domain(), "[]");
    pass(play, Duration.ofHours(25));
    assertThat(mailsTo(olga, "Repair what was found")).isEqualTo(2);
    // Not repaired: the day begins anew instead of asking Ops at once.
    complete("ops", task, Map.of());
    work(play);
    assertThat(instance(play)).isWaitingAt("timer_checkAgain");
    repairRecord(asked);
    pass(play, Duration.ofMinutes(11));
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
  }

  @Test
  void whatTheOwnersMissIsRepairedAndTheyAreAskedAgain() {
    AskedFor asked = AskedFor.forNewCommunity().everything();
    Play play = startUntilHandover(asked);
    openAccount(asked.ana());
    Task first = task(play, "userTask_takeOver");
    assertThat(submit(asked.ana(), first, Map.of("handover", "missing")).status()).isEqualTo(400);
    String mailbox = "ana@" + asked.domain();
    String link = letters.to(asked.ben(), "are ready").link();
    assertThat(postPage(link, Map.of("mailbox", mailbox, "password", "My-Own-Secret-9")).text())
        .contains("has its password now");
    assertThat(letters.in(mailbox, "My-Own-Secret-9")).isPresent();

    complete(asked.ana(), first, Map.of("handover", "missing", "missing", "The logo is not there"));
    Task repair = task(play, "userTask_repairFindings");
    assertThat(tasks.getVariable(repair.getId(), "findings").toString())
        .contains("The logo is not there");
    complete("ops", repair, Map.of());
    work(play);

    Task second = task(play, "userTask_takeOver");
    assertThat(second.getId()).isNotEqualTo(first.getId());
    assertThat(letters.in(mailbox, "My-Own-Secret-9")).isPresent();
    complete(asked.ana(), second, Map.of("handover", "complete"));
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_onboarded");
  }

  @Test
  void ownersWhoStaySilentAreRemindedAndThenTheServicesAreTheirs() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = startUntilHandover(asked);
    for (int days = 3; days <= 12; days += 3) {
      pass(play, Duration.ofDays(3));
    }
    assertThat(mailsTo(asked.ben(), "Reminder: The services of")).isEqualTo(3);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    pass(play, Duration.ofDays(2));
    assertThat(ends(play)).contains("endEvent_onboarded");
    assertThat(state(play)).isEqualTo("onboarded");
  }

  @Test
  void nobodyReadsOfMailboxesWhereThereAreNone() {
    AskedFor asked = AskedFor.forNewCommunity().services(RECORD_ONLY);
    Play play = startUntilHandover(asked);
    pass(play, Duration.ofDays(3));
    assertThat(letters.to(asked.ben(), "are ready").text())
        .contains(asked.domain(), "One owner's answer is enough.")
        .doesNotContain("ailbox");
    assertThat(letters.to(asked.ben(), "Reminder: The services of").text())
        .doesNotContain("ailbox");
  }

  @Test
  void silenceAfterARepairIsNotTakenForTheEarlierComplaint() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = startUntilHandover(asked);
    openAccount(asked.ana());
    complete(
        asked.ana(),
        task(play, "userTask_takeOver"),
        Map.of("handover", "missing", "missing", "The www record"));
    complete("ops", task(play, "userTask_repairFindings"), Map.of());
    work(play);
    pass(play, Duration.ofDays(15));
    assertThat(ends(play)).contains("endEvent_onboarded");
  }

  @Test
  void onlyOwnersTakeOver() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = startUntilHandover(asked);
    Play other = startUntilHandover(AskedFor.forNewCommunity());
    openAccount(other.asked().ana());
    Task task = task(play, "userTask_takeOver");
    assertThat(submit(other.asked().ana(), task, Map.of("handover", "complete")).status())
        .isIn(403, 404);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
  }

  private Play startUntilCheck(AskedFor asked) {
    Play play = startWithOwners(asked);
    workBefore(play, "serviceTask_checkAsVisitor");
    return play;
  }

  private void repairRecord(AskedFor asked) {
    platform.pointToEdge("example", asked.domain());
  }
}
