package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.engine.Door.Answer;

/** Owners answer, and what comes of it. */
class OwnerApprovalAnswerProcessTests extends ApprovalStage {

  private static final Duration UNDO = Duration.ofMinutes(10);

  @Test
  void aGoIsClearedAfterTenMinutesAndEndsWhenItWasCarriedOut() {
    Case one = ask(newGroup(), "R3");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(instance(one)).isWaitingAt("userTask_answerQuestion");

    say(one, one.group().ben(), "go");

    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(outcomes(one)).isEmpty();
    pass(one, UNDO.minusSeconds(1));
    assertThat(state(one)).isEqualTo("goSoon");
    pass(one, Duration.ofSeconds(2));
    assertThat(state(one)).isEqualTo("cleared");
    ApprovalOutcome outcome = heard(one).get(0);
    assertThat(outcome.verdict()).isEqualTo(Verdict.GO);
    assertThat(outcome.by()).isEqualTo(one.group().ben());
    assertThat(outcome.services())
        .containsExactly(one.group().slug() + ".www", one.group().slug() + ".blog");

    send(one, "owner-approval.carriedOut");
    assertThat(ends(one)).containsExactly("endEvent_carriedOut");
    assertThat(state(one)).isEqualTo("carriedOut");
    assertThat(outcomes(one)).containsExactly(Verdict.GO);
    Answer late = answer(one, one.group().ana(), Map.of("answer", "go"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().path("detail").asText()).contains("It was carried out.");
  }

  @Test
  void everyDoorLeadsToTheSame() {
    for (String how : List.of("tasklist", "rest", "link")) {
      Case one = ask(newGroup(), "R3");
      String ben = one.group().ben();
      switch (how) {
        case "tasklist" ->
            assertThat(
                    submit(one, ben, Map.of("answer", "noGo", "reason", "Our feast is near"))
                        .status())
                .isEqualTo(204);
        case "rest" ->
            assertThat(
                    answer(one, ben, Map.of("answer", "noGo", "reason", "Our feast is near"))
                        .json()
                        .path("effect")
                        .asText())
                .isEqualTo("decided");
        default ->
            assertThat(
                    answerByLink(
                            letters.to(ben, "Go or no-go"),
                            Map.of("answer", "noGo", "reason", "Our feast is near"))
                        .text())
                .contains("your answer counts");
      }
      assertThat(state(one)).as(how).isEqualTo("blocked");
      assertThat(show(one).path("reason").asText()).isEqualTo("Our feast is near");
      assertThat(audit(one))
          .as(how)
          .endsWith(
              ben + " by " + (how.equals("link") ? "LINK" : "ACCOUNT") + ": answer noGo decided");
      assertThat(instance(one)).isWaitingAt("userTask_resolveBlocker");
      assertThat(mailsTo(one.group().ana(), "Ben Brown")).as(how).isOne();
      assertThat(mailsTo(ben, "Ben Brown")).as(how).isOne();
      assertThat(runtime.getVariables(one.instance()).keySet())
          .as("nothing of the answer stays a variable")
          .containsExactlyInAnyOrder("asked", "subject");
    }
  }

  @Test
  void whatTheFormCannotSayIsRefusedAtEveryDoorWithTheField() {
    Case one = ask(newGroup(), "R3");
    String ben = one.group().ben();
    refused(one, ben, Map.of("answer", "noGo"), "/reason");
    refused(one, ben, Map.of("answer", "wait"), "/until");
    refused(one, ben, Map.of("answer", "wait", "until", inDays(0).toString()), "/until");
    refused(one, ben, Map.of("answer", "wait", "until", inDays(15).toString()), "/until");
    refused(one, ben, Map.of("answer", "go", "until", inDays(3).toString()), "/until");
    refused(one, ben, Map.of("answer", "perhaps"), "/answer");
    assertField(submit(one, ben, Map.of("answer", "go", "exceptFor", List.of("x"))), "/exceptFor");
    assertField(answer(one, ben, Map.of("answer", "go", "services", List.of("x"))), "/services");
    assertField(
        submit(
            one,
            ben,
            Map.of("answer", "go", "exceptFor", show(one).path("services").findValuesAsText("id"))),
        "/exceptFor");
    assertField(
        submit(
            one,
            ben,
            Map.of(
                "answer", "go",
                "exceptFor", List.of(one.group().slug() + ".www"),
                "exceptAnswer", "go")),
        "/exceptAnswer");
    assertField(submit(one, ben, Map.of("answer", "go", "exceptAnswer", "help")), "/exceptFor");
    assertField(
        submit(one, ben, Map.of("answer", "go", "answeredBy", one.group().ana())), "/answeredBy");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(audit(one)).hasSize(1);
  }

  @Test
  void onlyOwnersWhoHaveConfirmedAnswer() {
    Case one = ask(newGroup(), "R3");
    Case other = ask(newGroup(), "R3");
    String stranger = other.group().ana();
    assertThat(answer(one, stranger, Map.of("answer", "go")).status()).isEqualTo(404);
    assertThat(door.get(stranger, one.path()).status()).isEqualTo(404);
    assertThat(submit(one, stranger, Map.of("answer", "go")).status()).isIn(403, 404);
    assertThat(answer(one, "ops", Map.of("answer", "go")).status()).isEqualTo(403);
    assertThat(submit(one, "ops", Map.of("answer", "go")).status()).isEqualTo(403);
    assertThat(submit(one, "admin", Map.of("answer", "go")).status()).isEqualTo(403);
    assertThat(answer(one, "reviewer", Map.of("answer", "go")).status()).isEqualTo(404);

    Answer removed =
        door.send(
            "ops",
            "DELETE",
            "/api/communities/" + one.group().slug() + "/owners/" + one.group().ben(),
            null);
    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    var letter = letters.to(one.group().ben(), "Go or no-go");
    assertThat(answer(one, one.group().ben(), Map.of("answer", "go")).status()).isEqualTo(404);
    assertThat(submit(one, one.group().ben(), Map.of("answer", "go")).status()).isIn(403, 404);
    assertThat(door.get(null, letter.link()).text()).contains("not an owner of this community");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(audit(one)).hasSize(1);
  }

  @Test
  void whoHasAnsweredMayTakeItBackForTenMinutesAndNobodyElseMay() {
    Case one = ask(newGroup(), "R3");
    String ben = one.group().ben();
    say(one, ben, "go");
    assertField(answer(one, one.group().ana(), Map.of("answer", "undo")), "/answer");

    Answer undone = answer(one, ben, Map.of("answer", "undo"));

    assertThat(undone.json().path("effect").asText()).isEqualTo("undone");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(show(one).path("round").asInt()).isEqualTo(2);
    letterThatSays(one.group().ana(), "Ben Brown <" + ben + "> has taken the answer back");
    assertThat(letters.to(one.group().ana(), "Go or no-go").subject()).isNotEmpty();
    pass(one, UNDO.plusSeconds(1));
    assertThat(outcomes(one)).isEmpty();
    assertThat(audit(one)).endsWith(ben + " by ACCOUNT: answer go undone");

    say(one, ben, "go");
    pass(one, UNDO.plusSeconds(1));
    assertField(answer(one, ben, Map.of("answer", "undo")), "/answer");
  }

  @Test
  void theSameAgainIsAgreedAndSaidOnce() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "go");
    assertThat(say(one, one.group().ben(), "go").json().path("effect").asText())
        .isEqualTo("agreed");
    assertThat(say(one, one.group().ana(), "go").json().path("effect").asText())
        .isEqualTo("agreed");
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(show(one).path("answers")).hasSize(2);
    assertThat(mailsTo(one.group().ana(), "has answered")).as("once for each owner").isEqualTo(2);
  }

  @Test
  void anotherWordBeforeItIsClearedStopsItAndGoesToOps() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "go");
    assertThat(say(one, one.group().ana(), "noGo").json().path("effect").asText())
        .isEqualTo("contradicted");
    assertThat(instance(one)).isWaitingAt("userTask_settleContradiction");
    assertThat(outcomes(one)).as("nothing was cleared, so there is nothing to pause").isEmpty();
    assertThat(mailsTo(one.group().ben(), "disagree")).isOne();
    pass(one, UNDO.plusSeconds(1));
    assertThat(outcomes(one)).isEmpty();
  }

  @Test
  void anotherWordAfterItWasClearedPausesIt() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "go");
    pass(one, UNDO.plusSeconds(1));
    assertThat(say(one, one.group().ana(), "wait until", 5)).isEqualTo("contradicted");
    assertThat(outcomes(one)).containsExactly(Verdict.GO, Verdict.PAUSED);
    assertThat(heard(one).get(1).by()).isEqualTo(one.group().ana());
    assertThat(state(one)).isEqualTo("contradicted");
    // What comes now is told to those who are at work on it.
    assertThat(say(one, one.group().ben(), "go").json().path("effect").asText()).isEqualTo("noted");
    assertThat(show(one).path("answers")).hasSize(3);
  }

  @Test
  void aWaitIsAskedAgainOnItsDateWithTheReason() {
    Case one = ask(newGroup(), "R3");
    assertThat(say(one, one.group().ben(), "wait until", 5)).isEqualTo("decided");
    assertThat(state(one)).isEqualTo("waiting");
    pass(one, Duration.ofDays(4));
    assertThat(state(one)).isEqualTo("waiting");
    pass(one, Duration.ofDays(1));
    assertThat(state(one)).isEqualTo("asked");
    assertThat(letters.to(one.group().ana(), "Go or no-go").text()).isNotEmpty();
    letterThatSays(one.group().ana(), "to which an owner wanted to wait");
    assertThat(outcomes(one)).isEmpty();
  }

  @Test
  void aWaitMayBeTakenBackChangedOrContradicted() {
    Case one = ask(newGroup(), "R3");
    String ben = one.group().ben();
    say(one, ben, "wait until", 5);
    assertThat(say(one, ben, "wait until", 5)).isEqualTo("agreed");
    assertThat(say(one, ben, "wait until", 7)).isEqualTo("decided");
    assertThat(answer(one, ben, Map.of("answer", "undo")).status()).isEqualTo(200);
    assertThat(state(one)).isEqualTo("asked");
    say(one, ben, "wait until", 5);
    long asked = mailsTo(one.group().ana(), "Go or no-go");
    assertThat(say(one, ben, "go").json().path("effect").asText()).isEqualTo("decided");
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(mailsTo(one.group().ana(), "Go or no-go"))
        .as("not asked in between")
        .isEqualTo(asked);

    Case other = ask(newGroup(), "R3");
    say(other, other.group().ben(), "wait until", 5);
    assertThat(say(other, other.group().ana(), "wait until", 6)).isEqualTo("agreed");
    assertThat(say(other, other.group().ana(), "go").json().path("effect").asText())
        .isEqualTo("contradicted");
    assertThat(instance(other)).isWaitingAt("userTask_settleContradiction");
  }

  @Test
  void helpGoesToOpsAndThenTheOwnersAreAskedAgainWithWhatTheySaid() {
    Case one = ask(newGroup(), "R3");
    say(one, one.group().ben(), "help");
    assertThat(state(one)).isEqualTo("helping");
    assertField(submit("ops", task(one, "userTask_helpOwners"), Map.of()), "/reason");
    decide(one, "ops", "userTask_helpOwners", Map.of("reason", "We made a copy to look at"));
    assertThat(state(one)).isEqualTo("asked");
    letterThatSays(one.group().ana(), "We made a copy to look at");
    assertThat(runtime.getVariable(one.instance(), "asked").toString())
        .contains("We made a copy to look at");
  }

  @Test
  void whatCannotBeTakenBackTakesTwoPeople() {
    Group group = newGroup();
    Case one = ask(group, destructive(group));
    assertThat(say(one, group.ben(), "go").json().path("effect").asText()).isEqualTo("firstOfTwo");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(show(one).path("summary").asText()).contains(group.ben() + " has said go");
    refused(one, group.ben(), Map.of("answer", "go"), "/answer");
    assertField(
        submit(
            one, group.ana(), Map.of("answer", "go", "exceptFor", List.of(group.slug() + ".www"))),
        "/exceptFor");
    assertThat(say(one, group.ana(), "go").json().path("effect").asText()).isEqualTo("decided");
    pass(one, UNDO.plusSeconds(1));
    assertThat(outcomes(one)).containsExactly(Verdict.GO);

    Case other = ask(group, destructive(group));
    say(other, group.ben(), "go");
    say(other, group.ana(), "noGo");
    assertThat(state(other)).isEqualTo("blocked");
    assertField(
        submit(
            "ops",
            task(other, "userTask_resolveBlocker"),
            Map.of("decision", "emergencyGo", "reason", "Quick")),
        "/decision");
  }

  @Test
  void theFirstGoOfWhoeverIsNoOwnerAnyMoreDoesNotCount() {
    Group group = newGroup();
    Case one = ask(group, destructive(group));
    say(one, group.ben(), "go");
    Answer removed =
        door.send(
            "ops", "DELETE", "/api/communities/" + group.slug() + "/owners/" + group.ben(), null);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(say(one, group.ana(), "go").json().path("effect").asText()).isEqualTo("firstOfTwo");
    assertThat(state(one)).isEqualTo("asked");
  }

  @Test
  void whoIsRemindedAfterTheFirstOfTwoReadsWhoHasSaidGo() {
    Group group = newGroup();
    Case one = ask(group, destructive(group));
    say(one, group.ben(), "go");
    pass(one, Duration.ofDays(3).plusMinutes(1));
    assertThat(letters.to(group.ana(), "Still waiting").text())
        .contains("Ben Brown <" + group.ben() + "> has said go; a second person has to agree")
        .doesNotContain("answered");
    assertThat(mailsTo(group.ben(), "Still waiting")).isZero();
  }

  @Test
  void servicesForWhichTheAnswerDoesNotHoldBecomeAnApprovalOfTheirOwn() {
    Group group = newGroup();
    String www = group.slug() + ".www";
    String blog = group.slug() + ".blog";
    Case one = ask(group, "R3");
    assertThat(
            submit(
                    one,
                    group.ben(),
                    Map.of(
                        "answer", "go",
                        "reason", "The blog has a feast",
                        "exceptFor", List.of(blog),
                        "exceptAnswer", "noGo"))
                .status())
        .isEqualTo(204);
    Case part = part(one);
    assertThat(show(one).path("services").findValuesAsText("id")).containsExactly(www);
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(show(part).path("services").findValuesAsText("id")).containsExactly(blog);
    assertThat(show(part).path("parent").asText()).isEqualTo(one.id().toString());
    assertThat(state(part)).isEqualTo("blocked");
    assertThat(show(part).path("decidedBy").asText()).isEqualTo(group.ben());
    assertThat(instance(part))
        .isWaitingAt("userTask_resolveBlocker")
        .hasBusinessKey(part.id() + "");
    assertThat(instance(part).getTenantId()).isEqualTo(group.slug());
    pass(one, UNDO.plusSeconds(1));
    assertThat(heard(one))
        .singleElement()
        .satisfies(o -> assertThat(o.services()).containsExactly(www));
  }

  @Test
  void everyAnswerIsToldToAllOwnersAndWhatIsAddedIsKept() {
    Case one = ask(newGroup(), "R3");
    Group group = one.group();
    answer(one, group.ben(), Map.of("answer", "noGo", "reason", "The shop is open"));
    assertThat(mailsTo(group.ana(), "has answered")).isOne();
    answer(one, group.ben(), Map.of("answer", "noGo", "reason", "The shop is open"));
    assertThat(mailsTo(group.ana(), "has answered")).as("said once").isOne();
    answer(one, group.ben(), Map.of("answer", "noGo", "reason", "And there is a plug-in"));
    answer(one, group.ana(), Map.of("answer", "noGo", "reason", "I think so, too"));
    assertThat(mailsTo(group.ben(), "has answered")).isEqualTo(3);
    assertThat(show(one).path("answers")).hasSize(3);
    assertThat(
            String.valueOf(
                tasks.getVariable(task(one, "userTask_resolveBlocker").getId(), "situation")))
        .contains("The shop is open");
  }

  @Test
  void aPartThatIsAnsweredAtOnceIsToldOfWithALinkOfItsOwn() {
    Case one = ask(newGroup(), "R3");
    Group group = one.group();
    String blog = group.slug() + ".blog";
    submit(
        one,
        group.ben(),
        Map.of(
            "answer", "noGo",
            "reason", "Not now",
            "exceptFor", List.of(blog),
            "exceptAnswer", "go"));
    assertThat(state(part(one))).isEqualTo("goSoon");
    assertThat(audit(part(one))).contains(group.ben() + " by ACCOUNT: answer go decided");
    assertThat(mailsTo(group.ana(), "has answered")).isEqualTo(2);
    assertThat(door.get(null, letterThatSays(group.ben(), "That can be undone").link()).text())
        .contains(blog, "Undo the go")
        .doesNotContain(group.slug() + ".www");
  }

  @Test
  void servicesThatWereLeftOpenAreAskedAboutAnewAndWithdrawnWithTheRest() {
    Group group = newGroup();
    Case one = ask(group, "R3");
    Answer said =
        answer(
            one, group.ben(), Map.of("answer", "help", "services", List.of(group.slug() + ".www")));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    Case part = part(one);
    assertThat(state(one)).isEqualTo("helping");
    assertThat(state(part)).isEqualTo("asked");
    letterThatSays(group.ana(), "The rest of the services");
    assertThat(
            start("ops", question(group, "R3").put("subject", show(one).path("subject").asText()))
                .status())
        .as("the subject is still being asked about")
        .isEqualTo(400);
    withdraw(one, "The advisory was a mistake.");
    work(part);
    assertThat(state(one)).isEqualTo("withdrawn");
    assertThat(state(part)).isEqualTo("withdrawn");
    assertThat(runs(part)).isFalse();
  }

  private String say(Case one, String user, String waitUntil, int days) {
    Answer said = answer(one, user, Map.of("answer", "wait", "until", inDays(days).toString()));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    return said.json().path("effect").asText();
  }

  private void refused(Case one, String user, Map<String, Object> answer, String field) {
    assertField(answer(one, user, answer), field);
    assertField(submit(one, user, answer), field);
  }

  static void assertField(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    JsonNode errors = answer.json().path("errors");
    assertThat(errors.findValuesAsText("field")).as(answer.text()).contains(field);
  }
}
