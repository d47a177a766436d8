package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** Answers that the sandbox never gives, from other versions and from what stands in between. */
class MarathonAnswersTests {

  private static final String HELD =
      "{\"message\":\"App is locked\",\"deployments\":[{\"id\":\"97c136bf\"}]}";
  private static final String RUNNING =
      "{\"app\":{\"id\":\"/mozilla-xy/site\",\"version\":\"2015-01-01T00:00:00.000Z\","
          + "\"instances\":1,\"tasksRunning\":1,\"labels\":{\"desk-service\":\"service-1\"}}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpEndpoint server;
  private MarathonHosting hosting;

  @BeforeEach
  void start() {
    server = new HttpEndpoint("marathon", 0, new Faults());
    hosting =
        new MarathonHosting(
            SandboxRig.settings(URI.create(server.url() + "/"), "", "", ""),
            new ProxyLabels(),
            new NoOutput());
    on("GET", "/v2/info", request -> json(200, "{\"version\":\"1.3.6\"}"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void on(String method, String path, Function<HttpRequest, HttpResponse> handler) {
    server.on(
        method,
        path,
        request -> {
          asked.add(method + " " + request.path() + " " + request.parameter("force").orElse("-"));
          return handler.apply(request);
        });
  }

  private static HttpResponse json(int status, String body) {
    return new HttpResponse(status, Map.of("Content-Type", "application/json"), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {\"message\":\"URI not found\"} | URI not found",
        "502 | Could not determine the current leader | current leader",
        "503 | <html><h1>Service   Unavailable</h1></html> | Service Unavailable",
        "503 | '' | no reason given",
        "307 | '' | desk.hosting.marathon.url",
        "403 | {\"message\":\"Not Authorized to perform this action!\"} | Let the desk's user",
        "404 | <html>nginx</html> | desk.hosting.marathon.url",
        "404 | {\"message\":\"no such route\"} | desk.hosting.marathon.url",
        "200 | <html>Welcome to nginx!</html> | no JSON",
        "200 | [] | desk.hosting.marathon.url",
        "502 | {\"app\":{\"env\":{\"PASSWORD\":\"hush\"}}} | JSON without a message",
      })
  void anAnswerThatTellsNothingAboutTheAppIsUnavailability(
      int status, String body, String expected) {
    on("GET", "/v2/apps/.*", request -> json(status, body));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.find(Apps.ID))
        .withMessageContaining(expected)
        .withMessageContaining(server.url())
        .withMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"message\":\"Invalid JSON\",\"details\":\"Unexpected end\"} | Unexpected end",
        "400 | {\"message\":\"Invalid JSON\",\"details\":[{\"path\":\"/id\",\"errors\":"
            + "[\"error.expected.jsstring\"]}]} | /id error.expected.jsstring",
        "422 | {\"message\":\"Object is not valid\",\"details\":[{\"errors\":[\"no path\"]}]} |"
            + " no path",
        "422 | {\"message\":\"Object is not valid\",\"details\":[{\"path\":\"/value\"}]} | /value",
        "422 | {\"message\":\"not allowed\"} | not allowed",
        "422 | <html>Unprocessable</html> | Unprocessable",
      })
  void aRejectedDescriptionIsRefusedWithMarathonsReason(int status, String body, String expected) {
    on("GET", "/v2/apps/.*", r -> json(404, "{\"message\":\"App '/x' does not exist\"}"));
    on("POST", "/v2/apps", request -> json(status, body));

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("1")))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appRefused"))
        .withMessageContaining(expected);
  }

  @Test
  void aLockWithoutAVisibleDeploymentIsNotBroken() {
    on("DELETE", "/v2/apps/.*", request -> json(409, HELD));
    on("GET", "/v2/deployments", request -> json(200, "[]"));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.remove(Apps.ID))
        .withMessageContaining("97c136bf");
    assertThat(asked)
        .containsExactly("DELETE /v2/apps" + Apps.ID + " false", "GET /v2/deployments -");
  }

  @Test
  void aRemovalSaysThatItDoesNotForce() {
    on("DELETE", "/v2/apps/.*", request -> json(200, "{\"deploymentId\":\"x\"}"));

    hosting.remove(Apps.ID);

    assertThat(asked).containsExactly("DELETE /v2/apps" + Apps.ID + " false");
  }

  @Test
  void aDeploymentThatAlsoTouchesAPodIsNotBrokenOff() {
    on("DELETE", "/v2/apps/.*", request -> json(409, HELD));
    on(
        "GET",
        "/v2/deployments",
        request ->
            json(
                200,
                "[{\"id\":\"97c136bf\",\"affectedApps\":[\"/mozilla-xy/site\"],"
                    + "\"affectedPods\":[\"/pod\"]}]"));

    assertThatExceptionOfType(PlatformUnavailable.class).isThrownBy(() -> hosting.remove(Apps.ID));
  }

  @Test
  void aRestartUnderWayIsSeenInBothShapesOfSteps() {
    on("POST", "/v2/apps/.*", request -> json(409, HELD));
    for (String steps :
        List.of(
            "[[{\"action\":\"RestartApplication\",\"app\":\"/mozilla-xy/site\"}]]",
            "[{\"actions\":[{\"action\":\"RestartApplication\",\"app\":\"/mozilla-xy/site\"}]}]",
            "[{\"actions\":[{\"type\":\"RestartApplication\",\"app\":\"/mozilla-xy/site\"}]}]")) {
      on(
          "GET",
          "/v2/deployments",
          request -> json(200, "[{\"id\":\"97c136bf\",\"steps\":" + steps + "}]"));

      hosting.restart(Apps.ID);
    }
  }

  @Test
  void anIdThatIsTakenWhileWeLookIsLookedAtAgain() {
    List<HttpResponse> reads =
        new CopyOnWriteArrayList<>(
            List.of(
                json(404, "{\"message\":\"App '/mozilla-xy/site' does not exist\"}"),
                json(200, RUNNING.replace("service-1", "service-2"))));
    on("GET", "/v2/apps/.*", request -> reads.size() > 1 ? reads.remove(0) : reads.get(0));
    on(
        "POST",
        "/v2/apps",
        r -> json(409, "{\"message\":\"An app with id [/mozilla-xy/site] already exists.\"}"));

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("1")))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appNameTaken"));
  }

  @Test
  void anIdThatIsStillBeingRemovedIsWaitedFor() {
    on("GET", "/v2/apps/.*", r -> json(404, "{\"message\":\"App '/x' does not exist\"}"));
    on("POST", "/v2/apps", request -> json(409, HELD));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("1")))
        .withMessageContaining("97c136bf");
  }

  @Test
  void aChangeThatIsNotVisibleYetIsNotTakenForDone() {
    on("GET", "/v2/apps/.*", request -> json(200, RUNNING));
    on(
        "PUT",
        "/v2/apps/.*",
        r -> json(200, "{\"version\":\"2016-01-01T00:00:00.000Z\",\"deploymentId\":\"d\"}"));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("1")))
        .withMessageContaining("does not show it yet");
  }

  @Test
  void aVersionIsNeverSentTogetherWithOtherFields() {
    List<String> bodies = new CopyOnWriteArrayList<>();
    on("GET", "/v2/apps/.*/versions/.*", r -> json(200, "{\"id\":\"/x\",\"cmd\":\"old\"}"));
    on("GET", "/v2/apps/.*", request -> json(200, RUNNING));
    on(
        "PUT",
        "/v2/apps/.*",
        request -> {
          bodies.add(request.body());
          return json(200, "{\"version\":\"2015-01-01T00:00:00.000Z\"}");
        });

    hosting.rollBack(Apps.ID, "2014-01-01T00:00:00.000Z");
    hosting.ensure(Apps.site("1"));

    assertThat(bodies.get(0)).isEqualTo("{\"version\":\"2014-01-01T00:00:00.000Z\"}");
    assertThat(bodies.get(1)).doesNotContain("version").doesNotContain("tasksRunning");
  }
}
