package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.engine.Door.Answer;

/** Nobody answers: reminders, those who are asked next, and what silence means. */
class OwnerApprovalSilenceProcessTests extends ApprovalStage {

  @Test
  void anExploitedHoleGoesAheadAfterEightHoursAndThatIsAnnounced() {
    Case one = ask(newGroup(), "R1");
    assertThat(letters.to(one.group().ben(), "Go or no-go").text())
        .contains("if nobody has answered, we go ahead and tell you")
        .doesNotContain("Between 22:00 and 8:00");
    pass(one, Duration.ofHours(8).minusMinutes(1));
    assertThat(state(one)).isEqualTo("asked");
    assertThat(mailsTo(one.group().ben(), "Still waiting")).isEqualTo(2);
    pass(one, Duration.ofMinutes(2));
    assertThat(state(one)).isEqualTo("cleared");
    assertThat(outcomes(one)).containsExactly(Verdict.GO);
    assertThat(heard(one).get(0).by()).isEqualTo("desk");
    assertThat(mailsTo(one.group().ben(), "Nobody answered, so it goes ahead")).isOne();
    assertThat(audit(one)).endsWith("desk by DESK: silence: GO");
    // Silence can still be broken.
    Answer late = say(one, one.group().ben(), "noGo");
    assertThat(late.json().path("effect").asText()).isEqualTo("contradicted");
    assertThat(outcomes(one)).containsExactly(Verdict.GO, Verdict.PAUSED);
  }

  @Test
  void aHighRiskGoesAheadAfterFiveDaysInWhichOpsHaveJoinedIn() {
    String olga = newOps();
    Case one = ask(newGroup(), "R2");
    pass(one, Duration.ofHours(48).plusMinutes(1));
    assertThat(mailsTo(olga, "No owner answers")).isOne();
    assertThat(mailsTo(one.group().ana(), "Still waiting")).isEqualTo(4);
    pass(one, Duration.ofDays(3));
    assertThat(outcomes(one)).containsExactly(Verdict.GO);
    assertThat(say(one, one.group().ana(), "go").json().path("effect").asText())
        .isEqualTo("agreed");
  }

  @Test
  void aMediumRiskClimbsTheWholeLadderAndIsHeldUntilOpsDecide() {
    String olga = newOps();
    Group group = newGroup();
    Answer contact =
        door.send(
            group.ana(),
            "PUT",
            "/api/communities/" + group.slug() + "/contact",
            json(Map.of("address", group.person("list"))));
    assertThat(contact.status()).as(contact.text()).isEqualTo(204);
    Case one = ask(group, "R3");
    assertThat(letters.to(group.ben(), "Go or no-go").text())
        .contains("and write to your community's contact address");
    pass(one, Duration.ofHours(24).plusMinutes(1));
    assertThat(mailsTo(group.ana(), "Still waiting")).isOne();
    assertThat(mailsTo(group.person("list"), "do not answer")).isZero();
    pass(one, Duration.ofHours(24));
    assertThat(mailsTo(group.ana(), "Still waiting")).isEqualTo(2);
    assertThat(mailsTo(group.person("list"), "do not answer")).isOne();
    assertThat(mailsTo(olga, "No owner answers")).isZero();
    pass(one, Duration.ofHours(24));
    assertThat(mailsTo(olga, "No owner answers")).isOne();
    assertThat(mailsTo(group.ana(), "Still waiting")).isEqualTo(2);
    assertThat(state(one)).isEqualTo("asked");
    pass(one, Duration.ofHours(48));
    assertThat(state(one)).isEqualTo("blocked");
    assertThat(outcomes(one)).isEmpty();
    assertThat(instance(one)).isWaitingAt("userTask_resolveBlocker");
    assertThat(mailsTo(group.ana(), "How it stands")).isOne();
    assertThat(mailsTo(olga, "Resolve the blocker")).isOne();
    assertThat(ends(one))
        .containsExactlyInAnyOrder(
            "endEvent_ownersReminded", "endEvent_ownersReminded", "endEvent_opsTold");

    // After a week the silent ones count as unresponsive, until they are heard of.
    assertThat(community(group).path("ownerList").asText()).isEqualTo("healthy");
    pass(one, Duration.ofDays(2));
    assertThat(community(group).path("ownerList").asText()).isEqualTo("orphaned");
    assertThat(community(group).path("owners").get(0).path("unresponsive").asBoolean()).isTrue();
    say(one, group.ana(), "go");
    assertThat(community(group).path("ownerList").asText()).isEqualTo("fragile");
    assertThat(audit(one)).endsWith(group.ana() + " by ACCOUNT: answer go noted");
    assertThat(mailsTo(olga, "Another word of an owner")).isOne();
  }

  @Test
  void onceAnOwnerHasSaidNoGoSilenceIsNoGo() {
    Case one = ask(newGroup(), "R1");
    say(one, one.group().ben(), "noGo");
    decide(one, "ops", "userTask_resolveBlocker", Map.of("decision", "askAgain"));
    assertThat(state(one)).isEqualTo("asked");
    letterThatSays(one.group().ana(), "nothing happens until Community Ops have decided");
    pass(one, Duration.ofHours(9));
    assertThat(state(one)).isEqualTo("blocked");
    assertThat(outcomes(one)).isEmpty();
  }

  @Test
  void whoWasAwayTheWholeTimeIsNotCalledSilent() {
    Group group = newGroup();
    away(group, group.ana(), group.ana());
    Case one = ask(group, "R3");
    pass(one, Duration.ofDays(8));
    JsonNode owners = community(group).path("owners");
    assertThat(owners.get(0).path("unresponsive").asBoolean()).as("%s", owners).isFalse();
    assertThat(owners.get(1).path("unresponsive").asBoolean()).as("%s", owners).isTrue();
  }

  @Test
  void aRoutineChangeIsLeftOutThisTime() {
    Case one = ask(newGroup(), "R4");
    pass(one, Duration.ofDays(10).plusMinutes(1));
    assertThat(outcomes(one)).containsExactly(Verdict.SKIPPED);
    assertThat(state(one)).isEqualTo("skipped");
    assertThat(ends(one)).contains("endEvent_closed");
    assertThat(letters.to(one.group().ben(), "How it stands").text())
        .contains("left out this time");
  }

  @Test
  void silenceIsANoWhereNothingCanBeTakenBack() {
    Group group = newGroup();
    Case one = ask(group, destructive(group));
    assertThat(letters.to(group.ben(), "Go or no-go").text())
        .contains("Two different owners have to say go", "we take it as a no");
    say(one, group.ben(), "go");
    pass(one, Duration.ofDays(14).plusMinutes(1));
    assertThat(outcomes(one)).containsExactly(Verdict.CANCELLED);
    assertThat(state(one)).isEqualTo("cancelled");
    assertThat(mailsTo(group.ana(), "Still waiting")).isEqualTo(3);
    assertThat(mailsTo(group.ben(), "Still waiting")).as("who has said go").isZero();
  }

  @Test
  void ofWhatOpsRunTheOwnersAreToldAndSilenceLetsItGoAhead() {
    Group group = newGroup();
    Case urgent = ask(group, notice(group, "R1"));
    assertThat(instance(urgent)).isWaitingAt("userTask_objectToNotice");
    assertThat(show(urgent).path("mode").asText()).isEqualTo("notice");
    assertThat(management.createJobQuery().processInstanceId(urgent.instance()).count()).isOne();
    assertThat(letters.to(group.ben(), "A security update is coming").text())
        .contains("if nobody has objected, we go ahead");
    pass(urgent, Duration.ofHours(2).plusMinutes(1));
    assertThat(outcomes(urgent)).containsExactly(Verdict.GO);

    Case usual = ask(group, notice(group, "R3"));
    pass(usual, Duration.ofHours(23));
    assertThat(state(usual)).isEqualTo("asked");
    pass(usual, Duration.ofHours(2));
    assertThat(outcomes(usual)).containsExactly(Verdict.GO);
    assertThat(
            database.queryForObject(
                "select count(*) from owner where community = ? and unresponsive_from is not null",
                Long.class,
                group.slug()))
        .as("who need not answer is not unresponsive")
        .isZero();
  }

  @Test
  void anObjectionToANoticeIsANoGo() {
    Group group = newGroup();
    Case one = ask(group, notice(group, "R2"));
    assertThat(submit(one, group.ana(), Map.of("answer", "noGo", "reason", "Exams")).status())
        .isEqualTo(204);
    assertThat(state(one)).isEqualTo("blocked");
    decide(one, "ops", "userTask_resolveBlocker", Map.of("decision", "askAgain"));
    assertThat(instance(one)).isWaitingAt("userTask_objectToNotice");
    say(one, group.ana(), "go");
    assertThat(state(one)).isEqualTo("goSoon");
  }

  @Test
  void mailsWaitForTheMorningOfTheirReaderUnlessItIsUrgent() {
    LocalDate day = LocalDate.ofInstant(now(), ZoneId.of("Europe/London"));
    itIs(day.atTime(LocalTime.of(21, 30)).atZone(ZoneId.of("Europe/London")).toInstant());
    Group group = newGroup();
    // In Madrid it is half past ten.
    Case one = ask(group, "R3");
    assertThat(leaves(group.ana()))
        .isEqualTo(
            day.plusDays(1)
                .atTime(LocalTime.of(8, 0))
                .atZone(ZoneId.of("Europe/Madrid"))
                .toInstant());
    assertThat(leaves(group.ben())).isEqualTo(now());
    assertThat(mailsTo(group.ana(), "Go or no-go")).isOne();
    Case urgent = ask(group, "R1");
    assertThat(leaves(group.ana())).isEqualTo(now());
    assertThat(state(urgent)).isEqualTo(state(one));
  }

  @Test
  void whoIsAwayIsNotAskedAndIfAllAreOpsHearAtOnce() {
    String olga = newOps();
    Group group = newGroup();
    away(group, group.ana(), group.ana());
    ask(group, "R3");
    assertThat(mailsTo(group.ana(), "Go or no-go")).isZero();
    assertThat(mailsTo(group.ben(), "Go or no-go")).isOne();
    assertThat(mailsTo(olga, "No owner answers")).isZero();
    away(group, group.ben(), "ops");
    ask(group, "R3");
    assertThat(mailsTo(group.ana(), "Go or no-go")).isOne();
    assertThat(mailsTo(group.ben(), "Go or no-go")).isEqualTo(2);
    assertThat(mailsTo(olga, "No owner answers")).isOne();
    assertThat(
            door.send(
                    group.ana(),
                    "DELETE",
                    "/api/communities/" + group.slug() + "/owners/" + group.ana() + "/away",
                    null)
                .status())
        .isEqualTo(204);
    ask(group, "R3");
    assertThat(mailsTo(group.ana(), "Go or no-go")).isEqualTo(2);
    assertThat(mailsTo(group.ben(), "Go or no-go")).isEqualTo(2);
  }

  @Test
  void whatIsDecidedAtNightIsToldAtOnceAndNobodyIsAskedInTheMorning() {
    Group group = newGroup();
    itIs(now().atZone(ZoneId.of("Europe/Madrid")).with(LocalTime.of(23, 30)).toInstant());
    Case one = ask(group, "R3");
    assertThat(held(group.ana())).isOne();
    say(one, group.ben(), "go");
    assertThat(held(group.ana())).isZero();
    assertThat(mailsTo(group.ana(), "Go or no-go")).isZero();
    assertThat(mailsTo(group.ana(), "has answered")).isOne();
  }

  private long held(String recipient) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and state = 'WAITING'"
            + " and next_attempt_at > ?",
        Long.class,
        recipient,
        java.sql.Timestamp.from(now().plusSeconds(60)));
  }

  private void away(Group group, String owner, String actor) {
    Answer answer =
        door.send(
            actor,
            "PUT",
            "/api/communities/" + group.slug() + "/owners/" + owner + "/away",
            json(Map.of("until", inDays(3).toString())));
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }

  /** When the latest mail to this person leaves. */
  private java.time.Instant leaves(String recipient) {
    return database.queryForObject(
        "select next_attempt_at from outbox_mail where recipient = ? order by created_at desc,"
            + " next_attempt_at limit 1",
        (row, i) -> row.getTimestamp(1).toInstant(),
        recipient);
  }

  private JsonNode community(Group group) {
    return door.get("ops", "/api/communities/" + group.slug()).json();
  }
}
