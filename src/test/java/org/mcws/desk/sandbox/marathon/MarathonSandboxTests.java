package org.mcws.desk.sandbox.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;

/** The sandbox behaves as Marathon, Mesos and marathon-lb do. */
class MarathonSandboxTests {

  private static final String APP = "/v2/apps/xy/site";

  @TempDir Path folder;
  private SandboxRig rig;

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static String site(String tag, String more) {
    return """
        {"id":"/xy/site","instances":1,"cpus":0.1,"mem":32,
         "networks":[{"mode":"container/bridge"}],
         "container":{"type":"DOCKER","docker":{"image":"site:%s"},
          "portMappings":[{"containerPort":80}]},
         "labels":{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"xy.example,www.xy.example"},
         "healthChecks":[{"protocol":"HTTP","path":"/","gracePeriodSeconds":1,
          "intervalSeconds":1}]%s}
        """
        .formatted(tag, more);
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20));
  }

  private JsonNode app() {
    return rig.json("GET", APP, null).path("app");
  }

  private void settle() {
    eventually()
        .until(
            () -> {
              JsonNode app = app();
              return app.path("deployments").isEmpty()
                  && app.path("tasksHealthy").asInt() == app.path("instances").asInt();
            });
  }

  private void run(String tag) {
    rig.marathon("PUT", APP, site(tag, ""));
    settle();
  }

  @Test
  void tellsWhoItIs() {
    assertThat(rig.marathon("GET", "/ping", null).body()).isEqualTo("pong");
    assertThat(rig.send("marathon", "GET", "/ping", null, "Accept", "application/json").body())
        .isEqualTo("\"pong\"");
    assertThat(rig.send("marathon", "GET", "/ping", null, "Accept", "image/png").statusCode())
        .isEqualTo(204);
    assertThat(rig.json("GET", "/v2/info", null).path("version").asText()).isEqualTo("1.5.2");
    assertThat(rig.json("GET", "/v2/leader", null).path("leader").asText())
        .startsWith("127.0.0.1:");
  }

  @Test
  void answersAPostWithTheAppAndItsDeployment() {
    HttpResponse<String> created = rig.marathon("POST", "/v2/apps", site("1", ""));

    JsonNode app = SandboxRig.json(created);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).contains("/v2/apps/xy/site");
    assertThat(created.headers().firstValue("Marathon-Deployment-Id"))
        .contains(app.at("/deployments/0/id").asText());
    assertThat(app.path("tasksRunning").asInt()).isZero();
    assertThat(app.at("/container/portMappings/0/servicePort").asInt()).isPositive();
  }

  @Test
  void tellsTheTwoConflictsApart() {
    // It is being deployed for ever.
    rig.marathon("POST", "/v2/apps", site("1-broken", ""));

    HttpResponse<String> locked = rig.marathon("PUT", APP, "{\"instances\":2}");
    HttpResponse<String> duplicate = rig.marathon("POST", "/v2/apps", site("1", ""));

    assertThat(locked.statusCode()).isEqualTo(409);
    assertThat(SandboxRig.json(locked).path("deployments")).hasSize(1);
    assertThat(duplicate.statusCode()).isEqualTo(409);
    assertThat(duplicate.body())
        .isEqualTo("{\"message\":\"An app with id [/xy/site] already exists.\"}");
  }

  @Test
  void refusesInMarathonsShapes() {
    assertThat(rig.marathon("POST", "/v2/apps", "{").statusCode()).isEqualTo(400);
    assertThat(rig.json("POST", "/v2/apps", "{").path("details").isTextual()).isTrue();
    assertThat(rig.json("POST", "/v2/apps", "{\"id\":7}").toString())
        .contains("\"path\":\"/id\",\"errors\":[\"error.expected.jsstring\"]");
    assertThat(rig.json("POST", "/v2/apps", "").path("message").asText())
        .isEqualTo("Please specify data in JSON format");
    for (String invalid :
        List.of(
            "{\"id\":\"Bad_Id\",\"cmd\":\"x\"}",
            "{\"id\":\"x\"}",
            "{\"id\":\"x\",\"cmd\":\"a\",\"args\":[\"b\"]}",
            "{\"id\":\"x\",\"cmd\":\"a\",\"upgradeStrategy\":{\"minimumHealthCapacity\":2}}",
            "{\"id\":\"x\",\"cmd\":\"a\",\"healthChecks\":[{\"portIndex\":3}]}",
            "{\"id\":\"x/tasks\",\"cmd\":\"a\"}",
            "{\"id\":\"x\",\"networks\":[{\"mode\":\"host\"}],"
                + "\"container\":{\"docker\":{\"image\":\"i\",\"network\":\"HOST\"}}}")) {
      HttpResponse<String> refused = rig.marathon("POST", "/v2/apps", invalid);
      assertThat(refused.statusCode()).as(invalid).isEqualTo(422);
      assertThat(refused.body()).contains("Object is not valid", "details", "errors");
    }
    assertThat(rig.json("GET", "/v2/apps/none", null).path("message").asText())
        .isEqualTo("App '/none' does not exist");
    assertThat(rig.marathon("PATCH", "/v2/apps/none", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void takesAVersionOnlyAlone() {
    run("1");
    String version = app().path("version").asText();
    run("2");

    assertThat(
            rig.json("PUT", APP, "{\"version\":\"" + version + "\",\"instances\":1}")
                .path("message")
                .asText())
        .isEqualTo("The 'version' field may only be combined with the 'id' field.");
    assertThat(rig.marathon("PUT", APP, "{\"version\":\"" + version + "\"}").statusCode())
        .isEqualTo(200);
    settle();
    assertThat(app().at("/container/docker/image").asText()).isEqualTo("site:1");
    assertThat(rig.json("GET", APP + "/versions", null).path("versions")).hasSize(3);
    assertThat(rig.json("GET", APP + "/versions/" + version, null).path("id").asText())
        .isEqualTo("/xy/site");
  }

  @Test
  void mergesOnlyAtTheTop() {
    run("1");

    rig.marathon("PUT", APP, "{\"container\":{\"docker\":{\"image\":\"site:2\"}}}");

    assertThat(app().at("/container/portMappings/0/containerPort").asInt())
        .as("the port mappings are lost")
        .isZero();
    assertThat(app().at("/labels/HAPROXY_GROUP").asText()).isEqualTo("external");
  }

  @Test
  void replacesTheWholeAppWhenToldSo() {
    run("1");

    rig.marathon("PUT", APP + "?partialUpdate=false", "{\"cmd\":\"sleep 1\"}");

    assertThat(app().path("container").isMissingNode()).isTrue();
    assertThat(app().path("cmd").asText()).isEqualTo("sleep 1");
  }

  @Test
  void deletesByForceUnlessToldNotTo() {
    rig.marathon("POST", "/v2/apps", site("broken", ""));

    assertThat(rig.marathon("DELETE", APP + "?force=false", null).statusCode()).isEqualTo(409);
    assertThat(rig.marathon("DELETE", APP, null).statusCode()).isEqualTo(200);
    assertThat(rig.marathon("GET", APP, null).statusCode()).isEqualTo(404);
    eventually().until(() -> rig.json("GET", "/v2/deployments", null).isEmpty());
  }

  @Test
  void rollsADeploymentBackWhenItIsDeleted() {
    run("1");
    String id = rig.json("PUT", APP, site("broken", "")).path("deploymentId").asText();

    HttpResponse<String> back = rig.marathon("DELETE", "/v2/deployments/" + id, null);

    assertThat(back.statusCode()).isEqualTo(200);
    settle();
    assertThat(app().at("/container/docker/image").asText()).isEqualTo("site:1");
    assertThat(rig.json("DELETE", "/v2/deployments/" + id, null).path("message").asText())
        .isEqualTo("DeploymentPlan " + id + " does not exist");
  }

  @Test
  void showsTheStepsOfADeployment() {
    rig.marathon("POST", "/v2/apps", site("broken", ""));

    eventually()
        .untilAsserted(
            () -> {
              JsonNode deployment = rig.json("GET", "/v2/deployments", null).path(0);
              assertThat(deployment.path("affectedApps").toString()).isEqualTo("[\"/xy/site\"]");
              assertThat(deployment.at("/steps/0/actions/0/action").asText())
                  .isEqualTo("StartApplication");
              assertThat(deployment.path("currentStep").asInt()).isEqualTo(2);
              assertThat(deployment.path("totalSteps").asInt()).isEqualTo(2);
            });
  }

  @Test
  void delaysTheNextStartOfWhatCrashesAndForgetsTheDelayWhenTold() {
    rig.close();
    rig = new SandboxRig(SandboxRig.FAST.withSpeed(Duration.ofMillis(60), 1), folder);
    rig.marathon("POST", "/v2/apps", site("crash", ",\"backoffSeconds\":600"));

    eventually()
        .until(
            () ->
                rig.json("GET", "/v2/queue", null).at("/queue/0/delay/timeLeftSeconds").asInt()
                    > 0);
    JsonNode delayed = rig.json("GET", "/v2/queue", null).at("/queue/0/delay");
    assertThat(delayed.path("timeLeftSeconds").asInt()).isBetween(590, 600);
    assertThat(delayed.path("overdue").asBoolean()).isFalse();
    String failed = app().at("/lastTaskFailure/taskId").asText();
    assertThat(rig.marathon("DELETE", "/v2/queue/xy/site/delay", null).statusCode()).isEqualTo(204);
    eventually().until(() -> !app().at("/lastTaskFailure/taskId").asText().equals(failed));
    assertThat(rig.marathon("DELETE", "/v2/queue/none/delay", null).statusCode()).isEqualTo(404);
  }

  @Test
  void killsAndReplacesTasks() {
    run("1");
    String task = app().at("/tasks/0/id").asText();

    assertThat(rig.json("DELETE", APP + "/tasks?host=elsewhere", null).path("tasks")).isEmpty();
    assertThat(rig.marathon("DELETE", APP + "/tasks?scale=true&wipe=true", null).statusCode())
        .isEqualTo(400);
    assertThat(rig.json("DELETE", APP + "/tasks/" + task, null).at("/task/id").asText())
        .isEqualTo(task);
    eventually().until(() -> !app().at("/tasks/0/id").asText().equals(task));
    settle();
    String next = app().at("/tasks/0/id").asText();
    assertThat(
            rig.marathon("POST", "/v2/tasks/delete?scale=true", "{\"ids\":[\"" + next + "\"]}")
                .statusCode())
        .isEqualTo(200);
    eventually().until(() -> rig.json("GET", "/v2/tasks", null).path("tasks").isEmpty());
    assertThat(app().path("instances").asInt()).isZero();
    assertThat(rig.marathon("POST", "/v2/tasks/delete", "{\"ids\":[\"x\"]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void keepsAnInstanceRunningWhileItReplacesIt() {
    run("1");

    rig.marathon("PUT", APP, site("broken", ""));

    eventually().until(() -> app().path("tasksUnhealthy").asInt() == 1);
    assertThat(rig.visit("xy.example", "/")).startsWith("HTTP/1.1 200").contains("site:1");
  }

  @Test
  void selectsAppsByLabelAndGroup() {
    run("1");
    rig.marathon("POST", "/v2/apps", "{\"id\":\"/other\",\"cmd\":\"x\",\"labels\":{\"a\":\"b\"}}");

    assertThat(ids("/v2/apps", "apps")).containsExactly("/other", "/xy/site");
    assertThat(ids("/v2/apps?label=a", "apps")).containsExactly("/other");
    assertThat(ids("/v2/apps?label=a%3D%3Db", "apps")).containsExactly("/other");
    assertThat(ids("/v2/apps?label=a!%3Db", "apps")).containsExactly("/xy/site");
    assertThat(ids("/v2/apps?label=a%20in%20(b,c)", "apps")).containsExactly("/other");
    assertThat(ids("/v2/apps?label=a%20notin%20(b,c)", "apps")).containsExactly("/xy/site");
    assertThat(ids("/v2/apps/xy/*", "*")).containsExactly("/xy/site");
    JsonNode root = rig.json("GET", "/v2/groups", null);
    assertThat(root.at("/apps/0/id").asText()).isEqualTo("/other");
    assertThat(root.at("/groups/0/apps/0/id").asText()).isEqualTo("/xy/site");
    assertThat(rig.marathon("GET", "/v2/groups/none", null).statusCode()).isEqualTo(404);
  }

  private List<String> ids(String path, String field) {
    List<String> ids = new ArrayList<>();
    rig.json("GET", path, null).path(field).forEach(app -> ids.add(app.path("id").asText()));
    return ids;
  }

  @Test
  void streamsTheEventsThatAreAskedFor() throws IOException {
    assertThat(rig.marathon("GET", "/v2/events", null).statusCode()).isEqualTo(405);
    URI events =
        URI.create(
            rig.sandbox().addresses().get("marathon")
                + "/v2/events?event_type=deployment_success&event_type=status_update_event");
    HttpURLConnection stream = (HttpURLConnection) events.toURL().openConnection();
    stream.setRequestProperty("Accept", "text/event-stream");
    stream.setReadTimeout(10_000);
    List<String> seen = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
      rig.marathon("POST", "/v2/apps", site("1", ""));
      for (String line = reader.readLine();
          !seen.contains("event: deployment_success");
          line = reader.readLine()) {
        if (line.startsWith("event:")) {
          seen.add(line);
        } else if (line.startsWith("data:")) {
          assertThat(line).contains("\"eventType\"", "\"timestamp\"");
        }
      }
    }
    assertThat(seen)
        .containsExactly(
            "event: status_update_event",
            "event: status_update_event",
            "event: deployment_success");
  }

  @Test
  void letsVisitorsInByHostNameOnly() {
    run("1");

    assertThat(rig.visit("xy.example", "/wiki?a=b%20c"))
        .startsWith("HTTP/1.1 200")
        .contains("<h1>xy.example</h1>")
        .contains("/xy/site")
        .contains("site:1");
    assertThat(rig.visit("WWW.xy.example:8081", "/")).startsWith("HTTP/1.1 200");
    assertThat(rig.visit("<b>.example", "/"))
        .startsWith("HTTP/1.1 404")
        .contains("&lt;b&gt;.example");

    rig.sandbox().markUnhealthy("/xy/site", true);
    eventually().until(() -> rig.visit("xy.example", "/").startsWith("HTTP/1.1 503"));
    rig.sandbox().markUnhealthy("/xy/site", false);
    eventually().until(() -> rig.visit("xy.example", "/").startsWith("HTTP/1.1 200"));

    rig.marathon("PUT", APP, "{\"labels\":{\"HAPROXY_0_VHOST\":\"xy.example\"}}");
    assertThat(rig.visit("xy.example", "/"))
        .as("not in the group that the edge serves")
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void startsAnotherTaskInPlaceOfOneThatDied() {
    run("1");
    String task = rig.sandbox().tasks("/xy/site").get(0);

    assertThat(rig.sandbox().killTask(task)).isTrue();
    assertThat(rig.sandbox().killTask("none")).isFalse();

    assertThat(app().at("/lastTaskFailure/state").asText()).isEqualTo("TASK_FAILED");
    settle();
    assertThat(rig.sandbox().tasks("/xy/site")).doesNotContain(task);
  }

  @Test
  void remembersItsAppsAndItsDeploymentsAcrossARestart() {
    run("1");
    rig.marathon("POST", "/v2/apps", "{\"id\":\"/gone\",\"cmd\":\"x\"}");
    rig.marathon("DELETE", "/v2/apps/gone", null);
    rig.marathon("PUT", APP, site("broken", ""));
    JsonNode before = app();
    rig.close();

    start();

    assertThat(ids("/v2/apps", "apps")).containsExactly("/xy/site");
    assertThat(app().path("version")).isEqualTo(before.path("version"));
    assertThat(app().path("deployments")).isEqualTo(before.path("deployments"));
    assertThat(rig.json("GET", APP + "/versions", null).path("versions")).hasSize(2);
    rig.marathon("PUT", APP + "?force=true", site("1", ""));
    settle();
  }

  @Test
  void asksForTheImageOfEachTaskThatRuns() {
    List<String> pulled = new CopyOnWriteArrayList<>();
    rig.sandbox().onPull(pulled::add);
    run("1");
    rig.marathon("PUT", APP, site("2-missing", ""));
    eventually().until(() -> app().has("lastTaskFailure"));
    assertThat(pulled).containsExactly("site:1");
  }
}
