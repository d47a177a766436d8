package org.mcws.desk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PUT;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MarathonHandsIT {

  private static final String APP =
      """
      {"id": "/mortal/site", "instances": 2, "cpus": 0.1, "mem": 32,
       "networks": [{"mode": "container/bridge"}],
       "container": {"type": "DOCKER", "docker": {"image": "site:1"},
        "portMappings": [{"containerPort": 80}]},
       "labels": {"HAPROXY_GROUP": "external", "HAPROXY_0_VHOST": "mortal.example"},
       "healthChecks": [{"protocol": "HTTP", "path": "/", "gracePeriodSeconds": 1,
        "intervalSeconds": 1}]}
      """;

  @Autowired private TestRestTemplate http;

  @Test
  void aSiteDiesInEachWayThatPeopleAskFor() {
    http.postForEntity(marathon(), json(APP), String.class);
    untilBothTasksAreHealthy();

    assertThat(ask(DELETE, "tasks?app=/mortal/site", null, 200)).hasSize(2);
    assertThat(site().at("/lastTaskFailure/state").asText()).isEqualTo("TASK_FAILED");
    untilBothTasksAreHealthy();

    ask(PUT, "apps/health?app=/mortal/site", "{\"healthy\": false}", 204);
    eventually(() -> site().path("tasksUnhealthy").asInt() > 0);
    ask(PUT, "apps/health?app=/mortal/site", "{\"healthy\": true}", 204);
    untilBothTasksAreHealthy();

    String agent = "agents/" + site().at("/tasks/0/host").asText();
    ask(PUT, agent, "{\"connected\": false}", 204);
    ask(PUT, agent, "{\"connected\": false}", 204);
    assertThat(site().path("tasks").toString()).contains("TASK_UNREACHABLE");
    ask(PUT, agent, "{\"connected\": true}", 204);
    assertThat(site().path("tasks").toString()).doesNotContain("TASK_UNREACHABLE");

    String certificate = "certificates/mortal.example";
    Instant now = Instant.now();
    assertThat(end(ask(PUT, certificate, "{\"days\": 3}", 200)))
        .isBetween(now.plus(Duration.ofDays(3)), Instant.now().plus(Duration.ofDays(3)));
    assertThat(end(ask(PUT, certificate, "{\"notAfter\": \"2030-01-31T12:00:00Z\"}", 200)))
        .isEqualTo(Instant.parse("2030-01-31T12:00:00Z"));
    assertThat(end(ask(DELETE, certificate, null, 200))).isAfter(now.plus(Duration.ofDays(89)));
  }

  @Test
  void aHandThatReachesForNothingSaysSo() {
    for (String nothing : List.of("tasks?app=/no/app", "certificates/no.example")) {
      assertThat(ask(DELETE, nothing, null, 404).path("detail").asText())
          .as(nothing)
          .startsWith("There is no ");
    }
    ask(PUT, "agents/agent-99", "{\"connected\": false}", 404);
    ask(PUT, "apps/health?app=/no/app", "{\"healthy\": false}", 404);
  }

  @Test
  void whatAHandCannotReadItExplains() {
    for (String wrong :
        List.of(
            "{}",
            "{\"days\": 3, \"notAfter\": \"2030-01-31T12:00:00Z\"}",
            "{\"days\": 4000}",
            "{\"days\": -2147483648}",
            "{\"notAfter\": \"soon\"}",
            "3")) {
      assertThat(ask(PUT, "certificates/no.example", wrong, 400).path("detail").asText())
          .contains("{\"days\": 3}");
    }
    ask(PUT, "agents/agent-1", "{\"conected\": false}", 400);
    ask(PUT, "apps/health?app=/no/app", "{\"healthy\": \"so so\"}", 400);
  }

  private String marathon() {
    return http.getForObject("/api/sandbox", JsonNode.class).path("marathon").asText() + "/v2/apps";
  }

  private JsonNode site() {
    return http.getForObject(
            marathon() + "/mortal/site?embed=app.tasks&embed=app.lastTaskFailure", JsonNode.class)
        .path("app");
  }

  private void untilBothTasksAreHealthy() {
    eventually(() -> site().path("tasksHealthy").asInt() == 2);
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  private JsonNode ask(HttpMethod method, String path, String body, int status) {
    ResponseEntity<JsonNode> answer =
        http.exchange(
            URI.create(http.getRootUri() + "/api/sandbox/marathon/" + path),
            method,
            json(body),
            JsonNode.class);
    assertThat(answer.getStatusCode().value())
        .as("%s %s: %s", path, body, answer.getBody())
        .isEqualTo(status);
    return answer.getBody();
  }

  private static HttpEntity<String> json(String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return new HttpEntity<>(body, headers);
  }

  private static Instant end(JsonNode certificate) {
    return Instant.parse(certificate.path("notAfter").asText());
  }
}
