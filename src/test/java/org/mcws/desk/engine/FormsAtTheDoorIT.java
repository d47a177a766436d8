package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.annotation.Autowired;

/** What a form demands is demanded behind every door, and nothing is created by what it refuses. */
@DeskTest
class FormsAtTheDoorIT {

  @Autowired private Door door;
  @Autowired private TreeRequest trees;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;

  private String slug;
  private String owner;

  @BeforeEach
  void aCommunity() {
    slug = TreeRequest.slug();
    owner = trees.newCommunity(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "submit-form"})
  void aGoodStartIsTakenAndBelongsToItsCommunity(String door) {
    Answer answer = start(door, TreeRequest.good(slug));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("tenantId").asText()).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "submit-form"})
  void everythingThatIsWrongIsReportedAtOnce(String door) {
    long before = trees.instances();
    Answer answer =
        start(
            door,
            TreeRequest.start(
                """
                {"community": {"value": "%s"}, "kind": {"value": "palm"},
                 "height": {"value": 99}, "plantOn": {"value": "tomorrow"},
                 "tools": {"type": "Json", "value": "[\\"spade\\", \\"gun\\"]"},
                 "place": {"type": "Json", "value": "{\\"mail\\": \\"nobody\\", \\"zip\\": 1}"},
                 "helpers": {"type": "Json", "value": "[{\\"name\\": \\"Bo\\"}, {}]"},
                 "approvedBy": {"value": "me"}, "extra": {"value": "forbidden"}}
                """
                    .formatted(slug)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(fields(answer))
        .containsExactlyInAnyOrder(
            "/kind",
            "/height",
            "/plantOn",
            "/tools",
            "/place/street",
            "/place/mail",
            "/place/zip",
            "/helpers/1/name",
            "/approvedBy",
            "/extra");
    assertThat(answer.json().path("status").asInt()).isEqualTo(400);
    assertThat(answer.json().path("instance").asText()).endsWith("/tree-request/" + door);
    assertThat(answer.json().path("message").asText()).contains("'Height' must be at most 30");
    assertThat(trees.instances()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                             | /community
          {"height": {"value": 1.5, "type": "Double"}}                                   | /height
          {"height": {"value": "7"}}                                                     | /height
          {"kind": {"value": "fruit"}}                                                   | /fruit
          {"kind": {"value": "fruit"}, "fruit": {"value": "ab"}}                         | /fruit
          {"tools": {"type": "Json", "value": "[\\"spade\\""}}                           | /tools
          {"place": {"type": "Json", "value": "[]"}}                                     | /place
          {"place": {"type": "String", "value": "{}"}}                                   | /place
          {"helpers": {"type": "Json", "value": "{}"}}                                   | /helpers
          {"plantOn": {"value": "2027-02-30"}}                                           | /plantOn
          {"plantOn": {"type": "Date", "value": "2027-02-03T00:00:00.000+0000"}}         | /plantOn
          """)
  void eachRuleIsKept(String variables, String field) {
    Answer answer = start("start", TreeRequest.start(variables.replace("\\\\", "\\")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(fields(answer)).contains(field);
  }

  @Test
  void aHiddenFieldMayBeAbsentButNotRubbish() {
    String start =
        TreeRequest.good(slug).replace("\"kind\"", "\"fruit\": {\"value\": \"%s\"}, \"kind\"");
    assertThat(fields(start("start", start.formatted("x".repeat(11))))).containsExactly("/fruit");
    assertThat(start("start", start.formatted("pear")).status()).isEqualTo(200);
  }

  @Test
  void javaIsADoorToo() {
    assertThatThrownBy(
            () -> runtime.startProcessInstanceByKey(TreeRequest.KEY, Map.of("community", slug)))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            invalid ->
                assertThat(invalid.fields())
                    .extracting(InvalidField::field)
                    .contains("/kind", "/place/street"));
  }

  @Test
  void nobodyJumpsOverTheStartForm() {
    String jump =
        """
        {"variables": {"community": {"value": "%s"}},
         "skipCustomListeners": true, "skipIoMappings": true,
         "startInstructions": [{"type": "startBeforeActivity", "activityId": "userTask_plant"}]}
        """
            .formatted(slug);
    long before = trees.instances();
    assertThat(start("start", jump).status()).isEqualTo(403);
    Answer ops = door.post("ops", "/engine-rest/process-definition/key/tree-request/start", jump);
    assertThat(ops.status()).isEqualTo(400);
    assertThat(fields(ops)).contains("/kind");
    assertThat(trees.instances()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "submit-form"})
  void aTaskIsDoneOnlyWithWhatItsFormAdmits(String how) {
    String instance = start("start", TreeRequest.good(slug)).json().path("id").asText();
    String task = trees.taskOf(instance);
    String path = "/engine-rest/task/" + task + "/" + how;
    Answer wrong =
        door.post(
            owner,
            path,
            TreeRequest.start(
                """
                {"kind": {"value": "fruit"}, "planted": {"value": false},
                 "spot": {"value": "can"}, "note": {"value": "%s"}, "community": {"value": "x"}}
                """
                    .formatted("n".repeat(21))));
    assertThat(wrong.status()).as(wrong.text()).isEqualTo(400);
    assertThat(fields(wrong))
        .containsExactlyInAnyOrder("/kind", "/planted", "/spot", "/note", "/community");
    assertThat(fields(door.post(owner, path, "{}"))).containsExactly("/planted");
    assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);

    Answer right =
        door.post(
            owner,
            path,
            TreeRequest.start(
                """
                {"kind": {"value": "oak"}, "planted": {"value": true}, "spot": {"value": "spade"},
                 "note": {"value": ""}}
                """));
    assertThat(right.status()).as(right.text()).isEqualTo(204);
    assertThat(trees.variables(instance)).containsEntry("planted", "true");
  }

  @Test
  void anOwnerLeavesATaskOnlyThroughItsForm() {
    String instance = start("start", TreeRequest.good(slug)).json().path("id").asText();
    String task = "/engine-rest/task/" + trees.taskOf(instance);
    String value = "{\"value\": \"palm\", \"type\": \"String\"}";
    assertThat(door.post(owner, task + "/bpmnError", "{\"errorCode\": \"x\"}").status())
        .isEqualTo(403);
    assertThat(door.post(owner, task + "/bpmnEscalation", "{\"escalationCode\": \"x\"}").status())
        .isEqualTo(403);
    assertThat(door.send(owner, "PUT", task + "/variables/kind", value).status()).isEqualTo(403);
    assertThat(door.send(owner, "PUT", task + "/localVariables/kind", value).status())
        .isEqualTo(403);
    assertThat(
            door.post(owner, task + "/resolve", "{\"variables\": {\"kind\": " + value + "}}")
                .status())
        .isEqualTo(400);
    assertThat(trees.variables(instance)).containsEntry("kind", "oak");
  }

  private Answer start(String how, String body) {
    return door.post(owner, "/engine-rest/process-definition/key/tree-request/" + how, body);
  }

  private static List<String> fields(Answer answer) {
    return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
        .map(error -> error.path("field").asText())
        .distinct()
        .toList();
  }
}
