package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpResponse;

/** Host names by rules in Consul, over a good wire and a bad one. */
class ConsulRulesTests {

  private static final String FOLDER = "apps/mozilla-xy--site/production/haproxy-rules/";

  @TempDir Path folder;
  private SandboxRig rig;
  private FaultProxy wire;
  private MarathonHosting hosting;
  private String firstVersion;

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
    URI consul = URI.create(rig.addresses().get("consul"));
    wire = new FaultProxy(new InetSocketAddress(consul.getHost(), consul.getPort()));
    connect(FaultProxy.PATIENT);
  }

  private void connect(Duration patience) {
    hosting = rig.hosting(SandboxRig.rules("http://127.0.0.1:" + wire.port(), patience));
  }

  @AfterEach
  void stop() {
    wire.close();
    rig.close();
  }

  private static App serving(String... hostNames) {
    App site = Apps.site("1");
    return new App(
        site.id(),
        site.image(),
        site.command(),
        site.settings(),
        site.port(),
        List.of(hostNames),
        site.healthPath(),
        site.resources(),
        site.instances(),
        site.labels());
  }

  /** The rules, with the index at which each was last written. */
  private Map<String, String> rules() {
    JsonNode found = SandboxRig.json(rig.send("consul", "GET", "/v1/kv/apps/?recurse", null));
    Map<String, String> rules = new TreeMap<>();
    found.forEach(rule -> rules.put(rule.path("Key").asText(), rule.path("ModifyIndex").asText()));
    return rules;
  }

  private JsonNode versions() {
    return rig.json("GET", "/v2/apps" + Apps.ID + "/versions", null).path("versions");
  }

  @Test
  void aTaskIsAPublicServiceOfItsEnvironmentAndAKeyLeadsToIt() {
    hosting.ensure(serving("xy.example", "www.xy.example"));

    JsonNode labels = rig.json("GET", "/v2/apps" + Apps.ID, null).path("app").path("labels");
    assertThat(labels.path("tags").asText()).isEqualTo("public,production");
    assertThat(labels.path("overrideTaskName").asText()).isEqualTo("mozilla-xy--site");
    assertThat(labels.has(ProxyLabels.HOST_NAMES)).isFalse();
    assertThat(rules())
        .containsOnlyKeys(FOLDER + "desk-xy.example", FOLDER + "desk-www.xy.example");
    assertThat(rig.send("consul", "GET", "/v1/kv/" + FOLDER + "desk-xy.example?raw", null).body())
        .isEqualTo("xy.example");
  }

  @Test
  void rulesOfOpsAndOtherEnvironmentsAreLeftAlone() {
    rig.send("consul", "PUT", "/v1/kv/" + FOLDER + "old-name", "old.example");
    rig.send("consul", "PUT", "/v1/kv/apps/mozilla-xy--site/staging/haproxy-rules/desk-a", "a");
    hosting.ensure(serving("xy.example"));
    Apps.settled(hosting);
    hosting.ensure(serving("www.xy.example"));
    assertThat(rules())
        .containsOnlyKeys(
            FOLDER + "desk-www.xy.example",
            FOLDER + "old-name",
            "apps/mozilla-xy--site/staging/haproxy-rules/desk-a");
    Apps.settled(hosting);
    assertThat(rig.visit("old.example", "/")).contains("200");
    assertThat(rig.visit("xy.example", "/")).contains("404");

    hosting.remove(Apps.ID);

    assertThat(rules())
        .containsOnlyKeys(
            FOLDER + "old-name", "apps/mozilla-xy--site/staging/haproxy-rules/desk-a");
  }

  @Test
  void aRuleThatIsLostIsWrittenAgainWithoutARestart() {
    hosting.ensure(serving("xy.example"));
    String before = Apps.settled(hosting).version();
    rig.send("consul", "DELETE", "/v1/kv/apps/?recurse", null);
    assertThat(rig.visit("xy.example", "/")).contains("404");

    hosting.ensure(serving("xy.example"));

    assertThat(rig.visit("xy.example", "/")).contains("200");
    assertThat(hosting.find(Apps.ID).orElseThrow().version()).isEqualTo(before);
    hosting.ensure(serving("xy.example"));
    assertThat(rules().values()).as("nothing was written in vain").containsExactly("3");
  }

  @Test
  void anAppWithLabelsForTheEdgeIsKnownAndMovesToConsulWhenItIsDescribedAnew() {
    rig.hosting().ensure(serving("xy.example"));
    Apps.settled(hosting);
    assertThat(hosting.definition(Apps.ID).orElseThrow().hostNames()).containsExactly("xy.example");
    hosting.deploy(Apps.ID, "registry.example/xy/site:2");
    Apps.settled(hosting);
    assertThat(rules()).as("no service of Consul has it").isEmpty();

    hosting.ensure(serving("xy.example"));

    Apps.settled(hosting);
    assertThat(rules()).containsOnlyKeys(FOLDER + "desk-xy.example");
    assertThat(rig.visit("xy.example", "/")).contains("200");
    rig.hosting().ensure(serving("xy.example"));
    Apps.settled(hosting);
    assertThat(rig.hosting().definition(Apps.ID).orElseThrow()).isEqualTo(serving("xy.example"));
  }

  /** Consul does not refuse to list what a token may not read, but shows none of it. */
  @Test
  void aTokenThatMayReadNothingDoesNotLeaveRulesBehind() {
    hosting.ensure(serving("xy.example"));
    try (HttpEndpoint blind = new HttpEndpoint("blind-consul", 0, new Faults())) {
      blind
          .on("GET", ".*", request -> HttpResponse.empty(404))
          .on(
              "PUT",
              ".*",
              request ->
                  HttpResponse.text(
                      409,
                      "{\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"Permission denied\"}]}"))
          .start();
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> rig.hosting(SandboxRig.rules(blind.url())).remove(Apps.ID))
          .withMessageContaining("consul.token read and write");
    }
    assertThat(hosting.find(Apps.ID)).as("it is removed after its rules").isPresent();
  }

  @Test
  void whatHasNoHostNamesDoesNotNeedConsul() {
    MarathonHosting alone = rig.hosting(SandboxRig.rules("http://127.0.0.1:1"));
    alone.ensure(Apps.worker("1"));
    Apps.settled(alone);
    alone.deploy(Apps.ID, "registry.example/xy/bot:2");
    Apps.settled(alone);
    alone.remove(Apps.ID);
    assertThat(alone.find(Apps.ID)).isEmpty();
  }

  @Test
  void nothingIsDeployedWhileConsulIsAway() {
    hosting.ensure(serving("xy.example"));
    String before = Apps.settled(hosting).image();
    MarathonHosting alone = rig.hosting(SandboxRig.rules("http://127.0.0.1:1"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> alone.deploy(Apps.ID, "registry.example/xy/site:2"));
    assertThat(hosting.find(Apps.ID).orElseThrow().image()).isEqualTo(before);
  }

  @Test
  void whatIsKnownToWorkComesBackAlsoWhileConsulIsAway() {
    hosting.ensure(serving("xy.example"));
    Apps.settled(hosting);
    MarathonHosting alone = rig.hosting(SandboxRig.rules("http://127.0.0.1:1"));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> alone.deployInstead(Apps.ID, "registry.example/xy/site:2"));
    assertThat(hosting.find(Apps.ID).orElseThrow().image()).endsWith("site:2");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, a--b",
    "/a/b/c, a--b--c",
    "/a-b/c, a-b--c",
    "/a--b/c, a-b-c-78e361b2",
    "/a/b--c, a-b-c-b576dfbd",
    "/a/b.c, a-b-c-6d9e6c12",
  })
  void noTwoAppsAreOneService(String id, String service) {
    assertThat(ConsulService.of(id)).isEqualTo(service).hasSizeLessThan(64);
  }

  @Test
  void aLongNameIsCutAndStaysItsOwn() {
    String one = ConsulService.of("/" + "a".repeat(70) + "/b");
    assertThat(one)
        .hasSize(63)
        .matches("[a-z0-9-]+")
        .isNotEqualTo(ConsulService.of("/" + "a".repeat(70) + "/c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | 200 | Permission denied: token lacks permission 'key:read'|consul.token read and write",
        "200 | 409 | {\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"Permission denied\"}]}"
            + " | consul.token read and write",
        "200 | 500 | No cluster leader | /v1/status/leader",
        "200 | 200 | <html>Log in</html> | Consul's log",
        "404 | 200 | <h1>404 page not found</h1> | desk.hosting.marathon.consul.url",
        "429 | 200 | Your IP is issuing too many concurrent connections | too busy",
        "301 | 200 | Moved | answered GET",
      })
  void whatConsulSaysIsPassedOnWithARemedy(int read, int write, String text, String remedy) {
    try (HttpEndpoint consul = new HttpEndpoint("strange-consul", 0, new Faults())) {
      consul
          .on("GET", ".*", request -> HttpResponse.text(read, read == 200 ? "[]" : text))
          .on("PUT", ".*", request -> HttpResponse.text(write, text))
          .start();
      MarathonHosting strange = rig.hosting(SandboxRig.rules(consul.url()));
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> strange.ensure(serving("xy.example")))
          .withMessageContaining(remedy)
          .withMessageContaining("Consul at " + consul.url())
          .withMessageNotContaining("a-token");
    }
  }

  /** What the desk asks for, how it asks Consul, and how many versions the app has then. */
  enum Operation {
    ENSURE_NEW(List.of("GET", "PUT"), 1),
    ENSURE_CHANGED(List.of("GET", "PUT"), 2),
    ROLL_BACK(List.of("GET", "PUT"), 3),
    DEPLOY(List.of("GET"), 2),
    REMOVE(List.of("PUT"), 0);

    private final List<String> methods;
    private final int versions;

    Operation(List<String> methods, int versions) {
      this.methods = methods;
      this.versions = versions;
    }

    void run(MarathonHosting hosting, String firstVersion) {
      switch (this) {
        case ENSURE_NEW -> hosting.ensure(serving("xy.example"));
        case ENSURE_CHANGED -> hosting.ensure(serving("www.xy.example"));
        case ROLL_BACK -> hosting.rollBack(Apps.ID, firstVersion);
        case DEPLOY -> hosting.deploy(Apps.ID, "registry.example/xy/site:3");
        default -> hosting.remove(Apps.ID);
      }
    }

    List<String> hostNames() {
      return switch (this) {
        case ENSURE_CHANGED -> List.of("www.xy.example");
        case REMOVE -> List.of();
        default -> List.of("xy.example");
      };
    }
  }

  private void prepare(Operation operation) {
    if (operation != Operation.ENSURE_NEW) {
      hosting.ensure(serving("xy.example"));
      firstVersion = Apps.settled(hosting).version();
    }
    if (operation == Operation.ROLL_BACK) {
      hosting.ensure(serving("www.xy.example"));
      Apps.settled(hosting);
    }
  }

  static Stream<Arguments> strikes() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                Stream.of(Fault.values())
                    .flatMap(
                        fault ->
                            operation.methods.stream()
                                .map(method -> Arguments.of(operation, fault, method))));
  }

  @ParameterizedTest(name = "{0}: {1} at {2}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault, String method) {
    prepare(operation);

    connect(fault.patience());
    // Who only asks may ask again.
    wire.endure(
            fault,
            method + " /v1",
            method.equals("GET"),
            () -> operation.run(hosting, firstVersion))
        .ifPresent(e -> assertThat(e).hasMessageContaining("Consul at http://"));
    Map<String, String> after = rules();
    if (operation != Operation.REMOVE) {
      Apps.settled(hosting);
    }
    operation.run(hosting, firstVersion);

    assertThat(rules().keySet())
        .containsExactlyElementsOf(
            operation.hostNames().stream().map(name -> FOLDER + "desk-" + name).toList());
    if (fault.takesEffect() && method.equals("PUT")) {
      assertThat(rules()).as("done again, it changes nothing").isEqualTo(after);
    }
    assertThat(versions()).as("Marathon was asked once").hasSize(operation.versions);
  }
}
