package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.annotation.Autowired;

/** Owners see and change only what is their community's; Ops see all without being engineers. */
@DeskTest
class WhoSeesWhatIT {

  private static final String REST = "/engine-rest";

  @Autowired private Door door;
  @Autowired private TreeRequest trees;
  @Autowired private People people;
  @Autowired private AuthorizationService authorizations;

  @Autowired private FilterService filters;

  private String ann;
  private String bertsCommunity;
  private String bert;
  private String instance;
  private String task;

  @BeforeEach
  void twoCommunitiesAndATaskOfTheSecond() {
    ann = trees.newCommunity(TreeRequest.slug());
    bertsCommunity = TreeRequest.slug();
    bert = trees.newCommunity(bertsCommunity);
    Answer started = start(bert, bertsCommunity);
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    instance = started.json().path("id").asText();
    task = trees.taskOf(instance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/task?processInstanceId=%s",
        "/process-instance?processInstanceIds=%s",
        "/execution?processInstanceId=%s",
        "/variable-instance?processInstanceIdIn=%s",
        "/incident?processInstanceId=%s",
        "/job?processInstanceId=%s",
        "/history/process-instance?processInstanceId=%s",
        "/history/task?processInstanceId=%s",
        "/history/variable-instance?processInstanceId=%s",
        "/history/activity-instance?processInstanceId=%s",
        "/history/detail?processInstanceId=%s",
        "/history/user-operation?processInstanceId=%s"
      })
  void anotherOwnerFindsNothing(String list) {
    Answer found = door.get(ann, REST + list.formatted(instance) + "&maxResults=10");
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(found.json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /task/%t",
    "GET, /task/%t/form-variables",
    "GET, /task/%t/variables",
    "GET, /task/%t/deployed-form",
    "GET, /task/%t/comment",
    "POST, /task/%t/claim",
    "POST, /task/%t/unclaim",
    "POST, /task/%t/assignee",
    "POST, /task/%t/complete",
    "POST, /task/%t/submit-form",
    "POST, /task/%t/resolve",
    "POST, /task/%t/variables",
    "POST, /task/%t/identity-links",
    "POST, /task/%t/comment/create",
    "GET, /process-instance/%i",
    "GET, /process-instance/%i/variables",
    "POST, /process-instance/%i/variables",
    "POST, /process-instance/%i/modification",
    "PUT, /process-instance/%i/suspended",
    "DELETE, /process-instance/%i",
    "GET, /process-instance/%i/activity-instances",
    "GET, /history/process-instance/%i",
    "DELETE, /history/process-instance/%i"
  })
  void anotherOwnerIsRefused(String method, String path) {
    String at = REST + path.replace("%t", task).replace("%i", instance);
    String body =
        switch (method) {
          case "POST" ->
              "{\"userId\": \"%s\", \"type\": \"candidate\", \"message\": \"x\"}".formatted(ann);
          case "PUT" -> "{\"suspended\": true}";
          default -> null;
        };
    if (path.endsWith("variables") && method.equals("POST")) {
      body = "{\"modifications\": {\"kind\": {\"value\": \"fruit\"}}}";
    } else if (path.endsWith("modification")) {
      body = "{\"instructions\": [{\"type\": \"cancel\", \"activityId\": \"userTask_plant\"}]}";
    } else if (path.matches(".*(complete|submit-form|resolve)")) {
      body = "{\"variables\": {\"planted\": {\"value\": true}}}";
    } else if (path.endsWith("unclaim")) {
      body = "{}";
    }
    Answer answer = door.send(ann, method, at, body);
    assertThat(answer.status()).as(answer.text()).isIn(400, 403, 404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(trees.variables(instance)).containsEntry("kind", "oak");
    assertThat(door.get(bert, REST + "/task/" + task).json().path("assignee").isNull()).isTrue();
  }

  @Test
  void nobodyStartsForAnotherCommunity() {
    Answer answer = start(ann, bertsCommunity);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("/community");
  }

  @Test
  void theOwnerSeesClaimsAndEndsTheTask() {
    assertThat(door.get(bert, REST + "/task?maxResults=9").json()).hasSize(1);
    assertThat(
            door.post(bert, REST + "/task/" + task + "/claim", "{\"userId\": \"" + bert + "\"}")
                .status())
        .isEqualTo(204);
    assertThat(
            door.post(
                    bert,
                    REST + "/task/" + task + "/complete",
                    "{\"variables\": {\"planted\": {\"value\": true}}}")
                .status())
        .isEqualTo(204);
  }

  @Test
  void theSharedListsShowAnOwnerWhatIsTheirs() {
    String waiting = "/engine-rest/filter/" + filter("Tasks of my groups") + "/list?maxResults=9";
    String taken = "/engine-rest/filter/" + filter("My tasks") + "/list?maxResults=9";
    assertThat(door.get(bert, waiting).json()).hasSize(1);
    assertThat(door.get(ann, waiting).json()).isEmpty();
    door.post(bert, REST + "/task/" + task + "/claim", "{\"userId\": \"" + bert + "\"}");
    assertThat(door.get(bert, waiting).json()).isEmpty();
    assertThat(door.get(bert, taken).json()).hasSize(1);
  }

  private String filter(String name) {
    return filters.createFilterQuery().filterName(name).singleResult().getId();
  }

  @Test
  void opsSeeAndMendEverythingThatRuns() {
    for (String list :
        new String[] {
          "/task?processInstanceId=%s",
          "/process-instance?processInstanceIds=%s",
          "/variable-instance?processInstanceIdIn=%s",
          "/history/process-instance?processInstanceId=%s",
          "/history/activity-instance?processInstanceId=%s"
        }) {
      Answer found = door.get("ops", REST + list.formatted(instance) + "&maxResults=10");
      assertThat(found.json()).as(list).isNotEmpty();
    }
    assertThat(
            door.send(
                    "ops",
                    "PUT",
                    REST + "/process-instance/" + instance + "/variables/kind",
                    "{\"value\": \"fruit\", \"type\": \"String\"}")
                .status())
        .isEqualTo(204);
    String waiting = start(bert, bertsCommunity).json().path("id").asText();
    String job =
        door.get("ops", REST + "/job?processInstanceId=" + waiting + "&maxResults=1")
            .json()
            .at("/0/id")
            .asText();
    assertThat(
            door.send("ops", "PUT", REST + "/job/" + job + "/retries", "{\"retries\": 3}").status())
        .isEqualTo(204);
    assertThat(
            door.send(ann, "PUT", REST + "/job/" + job + "/retries", "{\"retries\": 0}").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "reviewer", "owner"})
  void onlyAdministratorsDeployGrantAndEnrol(String who) {
    String user = who.equals("owner") ? ann : who;
    assertThat(
            door.send(
                    door.request(REST + "/deployment/create")
                        .header("Authorization", basic(user))
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(
                            java.net.http.HttpRequest.BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=\"f\";"
                                    + " filename=\"a.bpmn\"\r\n\r\n"
                                    + "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                                    + " targetNamespace='x'/>\r\n--x--\r\n"))
                        .build())
                .status())
        .isEqualTo(403);
    String grant =
        "{\"type\": 1, \"permissions\": [\"ALL\"], \"userId\": \"%s\", \"resourceType\": 6,"
            + " \"resourceId\": \"*\"}";
    assertThat(door.post(user, REST + "/authorization/create", grant.formatted(user)).status())
        .isEqualTo(403);
    assertThat(door.send(user, "PUT", REST + "/group/camunda-admin/members/" + user, null).status())
        .isEqualTo(403);
    assertThat(
            door.send(
                    user, "PUT", REST + "/tenant/" + bertsCommunity + "/user-members/" + user, null)
                .status())
        .isEqualTo(403);
    assertThat(
            door.post(
                    user,
                    REST + "/user/create",
                    "{\"profile\": {\"id\": \"eve\"}, \"credentials\": {\"password\": \"Abcdef-12345\"}}")
                .status())
        .as("enrol")
        .isEqualTo(403);
    assertThat(
            door.post(
                    user,
                    REST + "/filter/create",
                    "{\"resourceType\": \"Task\", \"name\": \"x\", \"query\": {}, \"properties\": {}}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void deploymentsAreNotForOwners() {
    assertThat(door.get(ann, REST + "/deployment?maxResults=10").json()).isEmpty();
    assertThat(door.get("ops", REST + "/deployment?maxResults=10").json()).isNotEmpty();
  }

  @Test
  void aRemovedOwnerSeesNothingAndARemovedAccountLeavesNoGrants() {
    door.post(bert, REST + "/task/" + task + "/claim", "{\"userId\": \"" + bert + "\"}");
    assertThat(authorizations.createAuthorizationQuery().userIdIn(bert).count()).isPositive();
    people.removeOwner(bertsCommunity, bert);
    assertThat(door.get(bert, REST + "/process-instance?maxResults=9").json()).isEmpty();
    people.removeAccount(bert);
    assertThat(authorizations.createAuthorizationQuery().userIdIn(bert).count()).isZero();
    assertThat(door.get(bert, REST + "/task?maxResults=9").status()).isEqualTo(401);
  }

  @Test
  void anEasyPasswordIsRefusedWithWhatIsMissing() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    InvalidInput.class, () -> people.setPassword(ann, "short"))
                .fields()
                .get(0)
                .message())
        .contains("at least 10 characters", "an upper-case letter", "a digit");
  }

  private Answer start(String user, String community) {
    return door.post(
        user, REST + "/process-definition/key/tree-request/start", TreeRequest.good(community));
  }

  private static String basic(String user) {
    String password = user.contains("@") ? TreeRequest.PASSWORD : user;
    return "Basic "
        + java.util.Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }
}
