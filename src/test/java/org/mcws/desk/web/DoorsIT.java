package org.mcws.desk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who gets in, seen from outside; the two published holes of this engine as an attacker tries. */
@DeskTest
@ExtendWith(OutputCaptureExtension.class)
class DoorsIT {

  @Autowired private Door door;
  @Autowired private IdentityService identity;
  @Autowired private FilterService filters;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest",
        "/engine-rest/",
        "/engine-rest/engine",
        "/engine-rest/engine/default/task",
        "/engine-rest/version",
        "/engine-rest/task",
        "/engine-rest/user",
        "/engine-rest/telemetry/configuration",
        "/api/approvals",
        "/api/anything",
        "/actuator/prometheus"
      })
  void nobodyGetsInWithoutANameAndPassword(String path) {
    Answer answer = door.get(null, path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/camunda-welcome", "/nowhere", "/links/ownership/nonsense"})
  void aBrowserGetsAPageAndNoPasswordWindow(String path) {
    Answer answer = door.send(door.request(path).header("Accept", "text/html,*/*;q=0.8").build());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
    assertThat(answer.text()).contains("There is nothing here");
  }

  @Test
  void tasklistMayAskForWhatIsNotThere() {
    assertThat(door.get(null, "/camunda-welcome").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/env", "/actuator", "/internal", "/engine-restx"})
  void whatIsNotNamedIsShut(String path) {
    assertThat(door.get(null, path).status()).isEqualTo(401);
    assertThat(door.get("admin", path).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", "/v3/api-docs", "/swagger-ui/index.html"})
  void aFewPagesAreOpen(String path) {
    Answer answer = door.get(null, path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void figuresAreForOpsAndAdministrators() {
    assertThat(door.get("ops", "/actuator/prometheus").status()).isEqualTo(200);
    assertThat(door.get("reviewer", "/actuator/prometheus").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//engine-rest/task",
        "/engine-rest//task",
        "/camunda/app/..%2f..%2fapi",
        "/engine-rest/task;x=1"
      })
  void crookedAddressesAreRefused(String path) {
    assertThat(door.get(null, path).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/setup/default/user/create/",
        "/camunda/api/admin/setup/",
        "/camunda/api/admin/./setup/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create"
      })
  void noStrangerMakesAnAdministratorEvenWhenThereIsNone(String path) {
    identity.deleteMembership("admin", "camunda-admin");
    try {
      Answer answer =
          door.send(
              door.request(path)
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"profile\": {\"id\": \"eve\", \"firstName\": \"E\", \"lastName\": \"V\"},"
                              + " \"credentials\": {\"password\": \"Abcdef-12345\"}}"))
                  .build());
      assertThat(answer.status()).isIn(400, 403);
      assertThat(identity.createUserQuery().userId("eve").count()).isZero();
    } finally {
      identity.createMembership("admin", "camunda-admin");
    }
  }

  private static final String EVIL = "${''.getClass().forName('java.lang.Runtime')}";

  @ParameterizedTest
  @CsvSource({
    "/engine-rest/task, {\"orQueries\": [{\"assigneeExpression\": \"EVIL\"}]}",
    "/engine-rest/task/count, {\"orQueries\": [{\"assigneeExpression\": \"EVIL\"}]}",
    "/engine-rest/task, {\"assigneeExpression\": \"EVIL\"}"
  })
  void anExpressionInAQueryIsRefusedAndNoted(String path, String body, CapturedOutput log) {
    Answer answer = door.post("reviewer", path + "?maxResults=5", body.replace("EVIL", EVIL));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text()).doesNotContain("getClass");
    if (body.contains("orQueries")) {
      assertThat(log).contains("looks like an attack: user 'reviewer'").doesNotContain("\tat org.");
    }
  }

  @Test
  void anExpressionInAStoredFilterOrWhatExtendsItIsRefused() {
    String create =
        "{\"resourceType\": \"Task\", \"name\": \"evil\", \"query\": "
            + "{\"orQueries\": [{\"assigneeExpression\": \"%s\"}]}}".formatted(EVIL);
    Answer stored = door.post("admin", "/engine-rest/filter/create", create);
    if (stored.status() == 200) {
      String id = stored.json().path("id").asText();
      try {
        assertThat(door.get("admin", "/engine-rest/filter/" + id + "/list?maxResults=5").status())
            .isEqualTo(400);
      } finally {
        filters.deleteFilter(id);
      }
    }
    String mine = filters.createFilterQuery().filterName("My tasks").singleResult().getId();
    Answer extended =
        door.post(
            "reviewer",
            "/engine-rest/filter/" + mine + "/list?maxResults=5",
            "{\"orQueries\": [{\"assigneeExpression\": \"%s\"}]}".formatted(EVIL));
    assertThat(extended.status()).as(extended.text()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"My tasks", "Tasks of my groups", "All tasks"})
  void theFiltersThatAreThereWork(String name) {
    String id = filters.createFilterQuery().filterName(name).singleResult().getId();
    Answer answer = door.get("ops", "/engine-rest/filter/" + id + "/list?maxResults=5");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task",
        "task?active=true",
        "task/count",
        "process-instance",
        "process-definition",
        "job",
        "incident",
        "variable-instance",
        "history/process-instance",
        "history/activity-instance"
      })
  void aListNeedNotSayHowManyRowsItWants(String list) {
    Answer answer = door.get("ops", "/engine-rest/" + list);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void aListAskedForByPostNeedNotEither() {
    assertThat(door.post("ops", "/engine-rest/task", "{}").status()).isEqualTo(200);
  }

  @Test
  void repeatedWrongPasswordsMakeTheAccountWait() {
    identity.saveUser(newUser("slow@example.org"));
    for (int i = 0; i < 3; i++) {
      assertThat(door.get("Slow@Example.org", "/engine-rest/task/count").status()).isEqualTo(401);
    }
    assertThat(identity.checkPassword("slow@example.org", "Another-Horse-8")).isFalse();
  }

  private org.camunda.bpm.engine.identity.User newUser(String id) {
    org.camunda.bpm.engine.identity.User user = identity.newUser(id);
    user.setPassword("Another-Horse-8");
    return user;
  }

  @Test
  void anUnknownPathAndAWrongMethodAreProblemsToo() {
    for (String path :
        new String[] {"/api/nothing", "/engine-rest/nothing", "/engine-rest/task/0"}) {
      Answer answer = door.get("ops", path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Content-Type"))
          .as(path + answer.text())
          .startsWith("application/problem+json");
    }
    assertThat(door.send("ops", "PATCH", "/api/sandbox", "{}").status()).isEqualTo(405);
    Answer broken = door.post("ops", "/engine-rest/task?maxResults=1", "{");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.header("Content-Type")).startsWith("application/problem+json");
  }
}
