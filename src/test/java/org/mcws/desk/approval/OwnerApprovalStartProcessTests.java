package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcws.desk.approval.OwnerApprovalAnswerProcessTests.assertField;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.annotation.Autowired;

/** How an approval begins, and what is refused. */
class OwnerApprovalStartProcessTests extends ApprovalStage {

  @Test
  void aStartLeavesTwoVariablesAndThreeTimersAndTellsWhatHappensWhen() {
    Group group = newGroup();
    Case one = ask(group, "R3");
    assertThat(runtime.getVariables(one.instance()).keySet())
        .containsExactlyInAnyOrder("asked", "subject");
    assertThat(management.createJobQuery().processInstanceId(one.instance()).count()).isEqualTo(3);
    assertThat(show(one).path("processInstanceId").asText()).isEqualTo(one.instance());
    String text = letters.to(group.ben(), "Go or no-go").text();
    assertThat(text)
        .contains(
            group.slug() + ".www: wordpress:6.8.3 → wordpress:6.8.4",
            "A hole in the comments.",
            "https://example.org/advisory",
            "10:00 (Europe/London): we remind you",
            "Community Ops join in",
            "if nobody has answered, nothing happens until Community Ops have decided",
            "Between 22:00 and 8:00")
        .as("there is none")
        .doesNotContain("contact address");
    assertThat(letters.to(group.ana(), "Go or no-go").text())
        .contains("11:00 (Europe/Madrid): we remind you");
    assertThat(letters.to(group.ana(), "Go or no-go").link())
        .isNotEqualTo(letters.to(group.ben(), "Go or no-go").link());
  }

  @Test
  void everythingThatIsWrongIsToldAndNothingIsMade() {
    Group group = newGroup();
    refused(group, q -> q.remove("title"), "/question/title");
    refused(group, q -> q.put("title", "two\nlines"), "/question/title");
    refused(group, q -> q.put("kind", "wedding"), "/question/kind");
    refused(group, q -> q.put("riskClass", "R9"), "/question/riskClass");
    refused(group, q -> q.put("managedBy", "nobody"), "/question/managedBy");
    refused(group, q -> q.put("community", "nowhere-at-all"), "/question/community");
    refused(group, q -> q.put("colour", "red"), "/question/colour");
    refused(group, q -> q.put("link", "javascript:alert(1)"), "/question/link");
    refused(group, q -> q.put("link", "//evil.example"), "/question/link");
    refused(group, q -> q.putArray("services"), "/question/services");
    refused(group, q -> q.put("services", "www"), "/question/services/0/change");
    refused(group, q -> q.put("services", "a: b\na: c"), "/question/services/1/id");
    refused(group, q -> q.put("destructive", "perhaps"), "/question/destructive");
    assertField(
        door.post("ops", "/engine-rest/process-definition/key/owner-approval/start", "{}"),
        "/question");
    assertThat(
            database.queryForObject(
                "select count(*) from approval where community = ?", Long.class, group.slug()))
        .isZero();
  }

  @Test
  void ofOneSubjectOneIsOpenAtATime() {
    Group group = newGroup();
    ObjectNode question = question(group, "R3");
    Case first = ask(group, question);
    Answer again = start("ops", question);
    assertField(again, "/question/subject");
    assertThat(again.text()).contains(first.id().toString());
    assertThat(start("ops", question.deepCopy().put("managedBy", "ops")).status()).isEqualTo(200);
    withdraw(first, "done");
    assertThat(start("ops", question).status()).isEqualTo(200);
  }

  @Test
  void ownersAndReviewersDoNotStartOne() {
    Group group = newGroup();
    assertThat(start(group.ana(), question(group, "R3")).status()).isIn(403, 404);
    assertThat(start("reviewer", question(group, "R3")).status()).isIn(403, 404);
  }

  @Test
  void opsStartOneWithTasklistsForm() {
    Group group = newGroup();
    ObjectNode question =
        question(group, "R4")
            .put("link", "")
            .put("detail", "")
            .put("services", "one.www: 1 → 2\n\n two.www: 3 → 4");
    Answer started =
        door.post(
            "ops",
            "/engine-rest/process-definition/key/owner-approval/submit-form",
            json(
                Map.of(
                    "variables",
                    Map.of("question", Map.of("type", "Json", "value", question.toString())))));
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    Answer approval =
        door.get("ops", "/api/approvals/" + started.json().path("businessKey").asText());
    assertThat(approval.json().path("services").findValuesAsText("id"))
        .containsExactly("one.www", "two.www");
    assertThat(approval.json().has("link")).isFalse();
    assertThat(approval.json().path("community").asText()).isEqualTo(group.slug());
  }

  @Test
  void theBusinessKeyIsAUuidThatTheStarterMayChoose() {
    Group group = newGroup();
    String chosen = UUID.randomUUID().toString();
    assertThat(
            runtime
                .createProcessInstanceByKey("owner-approval")
                .businessKey(chosen)
                .setVariables(Map.of("question", transientQuestion(group)))
                .execute()
                .getBusinessKey())
        .isEqualTo(chosen);
    assertField(
        door.post(
            "ops",
            "/engine-rest/process-definition/key/owner-approval/start",
            json(
                Map.of(
                    "businessKey",
                    "mine",
                    "variables",
                    Map.of(
                        "question",
                        Map.of("type", "Json", "value", question(group, "R3").toString()))))),
        "/businessKey");
  }

  @Test
  void nobodyStartsAPartThatIsNone() {
    Group group = newGroup();
    Case running = ask(group, "R3");
    for (String key : List.of(UUID.randomUUID().toString(), running.id().toString(), "x")) {
      Answer answer =
          door.post(
              "ops",
              "/engine-rest/message",
              json(
                  Map.of(
                      "messageName",
                      "owner-approval.divided",
                      "businessKey",
                      key,
                      "processVariables",
                      Map.of("community", Map.of("value", group.slug(), "type", "String")))));
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }
  }

  @Test
  void anotherProcessThatCallsOneLearnsHowItEnded(@Autowired RepositoryService repository) {
    Group group = newGroup();
    String caller = "caller" + group.slug();
    String deployment =
        repository
            .createDeployment()
            .addModelInstance(
                caller + ".bpmn",
                Bpmn.createExecutableProcess(caller)
                    .camundaHistoryTimeToLiveString("P1D")
                    .startEvent()
                    .callActivity()
                    .calledElement("owner-approval")
                    .camundaIn("question", "question")
                    .camundaOut("ended", "ended")
                    .userTask("after")
                    .endEvent()
                    .done())
            .deploy()
            .getId();
    try {
      ProcessInstance calling =
          runtime
              .createProcessInstanceByKey(caller)
              .setVariables(
                  Map.of(
                      "community", group.slug(),
                      "question", SpinValues.jsonValue(question(group, "R3").toString()).create()))
              .execute();
      ProcessInstance called =
          runtime
              .createProcessInstanceQuery()
              .superProcessInstanceId(calling.getId())
              .singleResult();
      Case one = new Case(UUID.fromString(called.getBusinessKey()), called.getId(), group);
      withdraw(one, "enough");
      assertThat(runtime.getVariable(calling.getId(), "ended")).isEqualTo("withdrawn");
    } finally {
      repository.deleteDeployment(deployment, true);
    }
  }

  private static Object transientQuestion(Group group) {
    return SpinValues.jsonValue(question(group, "R3").toString(), true).create();
  }

  private void refused(Group group, Consumer<ObjectNode> mistake, String field) {
    ObjectNode question = question(group, "R3");
    mistake.accept(question);
    assertField(start("ops", question), field);
  }
}
