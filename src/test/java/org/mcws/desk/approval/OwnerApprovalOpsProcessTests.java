package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mcws.desk.approval.OwnerApprovalAnswerProcessTests.assertField;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;

/** What Community Ops decide, and what others can do to an approval at any time. */
class OwnerApprovalOpsProcessTests extends ApprovalStage {

  private static final String BLOCKER = "userTask_resolveBlocker";
  private static final Duration UNDO = Duration.ofMinutes(11);

  @Test
  void opsAreToldOfANoGoAndRemindedEveryDay() {
    String olga = newOps();
    blocked("R3");
    assertThat(mailsTo(olga, "Resolve the blocker")).isOne();
    Case one = blocked("R3");
    assertThat(tasks.createTaskQuery().taskId(task(one, BLOCKER).getId()).singleResult().getName())
        .isEqualTo("Resolve the blocker");
    assertThat(tasks.getVariable(task(one, BLOCKER).getId(), "situation").toString())
        .contains("Ben Brown", "Since I say so", one.group().slug() + ".www");
    pass(one, Duration.ofHours(25));
    pass(one, Duration.ofHours(24));
    assertThat(mailsTo(olga, "Resolve the blocker")).isEqualTo(4);
  }

  @Test
  void theOwnersAreAskedAgainAtOnceOrFromADate() {
    Case one = blocked("R3");
    decide(one, "ops", BLOCKER, Map.of("decision", "askAgain", "reason", "The feast is over"));
    assertThat(state(one)).isEqualTo("asked");
    assertThat(letters.to(one.group().ana(), "Go or no-go").text()).isNotEmpty();

    Case other = blocked("R3");
    assertField(
        submit("ops", task(other, BLOCKER), with("askAgain", "until", inDays(20).toString())),
        "/until");
    decide(other, "ops", BLOCKER, with("askAgain", "until", inDays(7).toString()));
    assertThat(state(other)).isEqualTo("postponed");
    pass(other, Duration.ofDays(6));
    assertThat(state(other)).isEqualTo("postponed");
    pass(other, Duration.ofDays(1));
    assertThat(state(other)).isEqualTo("asked");
    assertThat(audit(other)).contains("ops by ACCOUNT: blocker resolved: ask again");
  }

  @Test
  void anExemptionTakesASecondPersonHasAnEndAndThenTheOwnersAreAskedAgain() {
    String olga = newOps();
    Case one = blocked("R3");
    assertField(submit("ops", task(one, BLOCKER), Map.of("decision", "exempt")), "/measure");
    Map<String, Object> late = exempt(31);
    assertField(submit("ops", task(one, BLOCKER), late), "/until");
    Map<String, Object> noReason = exempt(20);
    noReason.remove("reason");
    assertField(submit("ops", task(one, BLOCKER), noReason), "/reason");

    decide(one, "ops", BLOCKER, exempt(20));
    assertThat(state(one)).isEqualTo("confirming");
    assertThat(outcomes(one)).isEmpty();
    assertField(
        submit("ops", task(one, "userTask_confirmExemption"), Map.of("decision", "confirm")),
        "/decision");
    assertField(
        submit(olga, task(one, "userTask_confirmExemption"), Map.of("decision", "refuse")),
        "/reason");
    decide(
        one, olga, "userTask_confirmExemption", Map.of("decision", "refuse", "reason", "Too long"));
    assertThat(instance(one)).isWaitingAt(BLOCKER);

    decide(one, olga, BLOCKER, exempt(10));
    decide(one, "ops", "userTask_confirmExemption", Map.of("decision", "confirm"));
    assertThat(state(one)).isEqualTo("exempted");
    ApprovalOutcome outcome = heard(one).get(0);
    assertThat(outcome.verdict()).isEqualTo(Verdict.EXEMPTED);
    assertThat(outcome.by()).isEqualTo(olga);
    assertThat(outcome.until()).get().satisfies(end -> assertThat(end).isAfter(now()));
    assertThat(letters.to(one.group().ben(), "The risk is accepted until").text())
        .contains("A filter stands before it");
    pass(one, Duration.ofDays(10));
    assertThat(state(one)).isEqualTo("asked");
    letterThatSays(one.group().ben(), "risk was accepted is over");
  }

  @Test
  void ofALowRiskOnePersonMayExemptAndOfAnExploitedOneForThreeDays() {
    Case low = blocked("R4");
    decide(low, "ops", BLOCKER, exempt(20));
    assertThat(outcomes(low)).containsExactly(Verdict.EXEMPTED);
    // An owner may speak before the end.
    say(low, low.group().ana(), "go");
    assertThat(state(low)).isEqualTo("goSoon");
    pass(low, UNDO);
    assertThat(outcomes(low)).containsExactly(Verdict.EXEMPTED, Verdict.GO);

    Case exploited = blocked("R1");
    assertField(submit("ops", task(exploited, BLOCKER), exempt(4)), "/until");
  }

  @Test
  void anEmergencyGoIsOneNamedPersonsAndTheOwnersHearAtOnce() {
    Case one = blocked("R3");
    assertField(submit("ops", task(one, BLOCKER), Map.of("decision", "emergencyGo")), "/reason");
    decide(one, "ops", BLOCKER, Map.of("decision", "emergencyGo", "reason", "It is being used"));
    assertThat(outcomes(one)).containsExactly(Verdict.EMERGENCY_GO);
    assertThat(heard(one).get(0).by()).isEqualTo("ops");
    assertThat(letters.to(one.group().ben(), "Done as an emergency").text())
        .contains("ops of Community Ops", "It is being used");
    assertThat(say(one, one.group().ben(), "noGo").json().path("effect").asText())
        .isEqualTo("noted");
    assertThat(outcomes(one)).containsExactly(Verdict.EMERGENCY_GO);
    send(one, "owner-approval.carriedOut");
    assertThat(state(one)).isEqualTo("carriedOut");
  }

  @Test
  void whatIsCancelledIsTold() {
    Case one = blocked("R3");
    assertField(submit("ops", task(one, BLOCKER), Map.of("decision", "cancel")), "/reason");
    decide(one, "ops", BLOCKER, Map.of("decision", "cancel", "reason", "The site goes away"));
    assertThat(outcomes(one)).containsExactly(Verdict.CANCELLED);
    assertThat(ends(one)).containsExactly("endEvent_closed");
    assertThat(letters.to(one.group().ben(), "How it stands").text())
        .contains("It will not be done. The site goes away.");
  }

  @Test
  void aContradictionIsSettledInFourWays() {
    Case go = contradicted();
    assertField(submit("ops", settle(go), Map.of("decision", "go")), "/reason");
    decide(go, "ops", "userTask_settleContradiction", with("go", "reason", "Both agree now"));
    assertThat(outcomes(go)).containsExactly(Verdict.GO, Verdict.PAUSED, Verdict.GO);

    Case again = contradicted();
    decide(
        again, "ops", "userTask_settleContradiction", with("askAgain", "reason", "We have talked"));
    assertThat(state(again)).isEqualTo("asked");
    assertThat(show(again).path("round").asInt()).isEqualTo(2);

    Case noGo = contradicted();
    decide(noGo, "ops", "userTask_settleContradiction", with("noGo", "reason", "Ana is right"));
    assertThat(instance(noGo)).isWaitingAt(BLOCKER);

    Case cancelled = contradicted();
    decide(
        cancelled, "ops", "userTask_settleContradiction", with("cancel", "reason", "No one cares"));
    assertThat(outcomes(cancelled)).endsWith(Verdict.CANCELLED);

    Case meanwhile = contradicted();
    send(meanwhile, "owner-approval.carriedOut");
    assertThat(state(meanwhile)).isEqualTo("carriedOut");
    assertThat(ends(meanwhile)).containsExactly("endEvent_carriedOutMeanwhile");
  }

  @Test
  void aGoThatNobodyCarriesOutLapses() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "go");
    pass(one, UNDO);
    pass(one, Duration.ofDays(91));
    assertThat(state(one)).isEqualTo("lapsed");
    assertThat(ends(one)).containsExactly("endEvent_lapsed");
    assertThat(outcomes(one)).containsExactly(Verdict.GO, Verdict.CANCELLED);
    assertThat(mailsTo(one.group().ben(), "How it stands")).isOne();
  }

  @Test
  void aQuestionCanBeWithdrawnWhateverItWaitsFor() {
    withdrawn(ask(newGroup(), "R3"));
    Group group = newGroup();
    withdrawn(ask(group, notice(group, "R3")));
    withdrawn(blocked("R3"));
    withdrawn(contradicted());
    Case soon = ask(newGroup(), "R3");
    say(soon, soon.group().ben(), "go");
    withdrawn(soon);
    Case cleared = ask(newGroup(), "R3");
    say(cleared, cleared.group().ben(), "go");
    pass(cleared, UNDO);
    withdrawn(cleared);
    Case helping = ask(newGroup(), "R3");
    say(helping, helping.group().ben(), "help");
    withdrawn(helping);
    Case exempted = blocked("R4");
    decide(exempted, "ops", BLOCKER, exempt(20));
    withdrawn(exempted);
    Case confirming = blocked("R3");
    decide(confirming, "ops", BLOCKER, exempt(20));
    withdrawn(confirming);
  }

  @Test
  void theDesksOwnReasonIsSaidInTheReadersLanguage() {
    Case one = ask(newGroup("es"), "R3");
    withdraw(one, "The advisory was withdrawn by its publisher.");
    assertThat(letters.to(one.group().ben(), "How it stands").text())
        .contains("The question was withdrawn. The advisory was withdrawn by its publisher.");
    assertThat(letters.to(one.group().ana(), "Cómo está").text())
        .contains("Se ha retirado la pregunta. Quien publicó el aviso lo ha retirado.");
  }

  private void withdrawn(Case one) {
    withdraw(one, "The advisory was withdrawn.");
    assertThat(state(one)).isEqualTo("withdrawn");
    assertThat(runs(one)).isFalse();
    assertThat(ends(one)).contains("endEvent_withdrawn");
    assertThat(letters.to(one.group().ben(), "How it stands").text())
        .contains("The question was withdrawn. The advisory was withdrawn.");
    assertThat(answer(one, one.group().ben(), Map.of("answer", "go")).status()).isEqualTo(409);
  }

  @Test
  void whoDeletesTheInstanceHasCancelledTheApproval() {
    Case one = ask(newGroup(), "R3");
    assertThat(
            door.send("ops", "DELETE", "/engine-rest/process-instance/" + one.instance(), null)
                .status())
        .isEqualTo(204);
    assertThat(state(one)).isEqualTo("cancelled");
    assertThat(outcomes(one)).containsExactly(Verdict.CANCELLED);
    assertThat(audit(one)).endsWith("ops by ACCOUNT: process instance deleted");
  }

  private Case blocked(String riskClass) {
    Case one = ask(newGroup(), riskClass);
    say(one, one.group().ben(), "noGo");
    return one;
  }

  /** Cleared, and then another owner says no. */
  private Case contradicted() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "go");
    pass(one, UNDO);
    say(one, one.group().ana(), "noGo");
    return one;
  }

  private org.camunda.bpm.engine.task.Task settle(Case one) {
    return task(one, "userTask_settleContradiction");
  }

  private static Map<String, Object> with(String decision, String field, String value) {
    return Map.of("decision", decision, field, value);
  }

  private Map<String, Object> exempt(int days) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("decision", "exempt");
    fields.put("reason", "The plug-in breaks");
    fields.put("measure", "A filter stands before it");
    fields.put("until", inDays(days).toString());
    return fields;
  }
}
