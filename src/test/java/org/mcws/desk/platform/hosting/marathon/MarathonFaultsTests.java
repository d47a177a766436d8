package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.sandbox.Fault;
import org.mcws.desk.sandbox.Fault.Kind;

/** Marathon fails while it is asked, before or after what was asked has taken effect. */
class MarathonFaultsTests {

  private static final Duration LONGER_THAN_THE_TIMEOUT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private SandboxRig rig;
  private MarathonHosting hosting;
  private String firstVersion;

  /** What the desk asks, and the request with which it changes something. */
  enum Operation {
    ENSURE_NEW("POST", (hosting, version) -> hosting.ensure(Apps.site("1"))),
    ENSURE_CHANGED("PUT", (hosting, version) -> hosting.ensure(Apps.site("3"))),
    DEPLOY("PUT", (hosting, version) -> hosting.deploy(Apps.ID, "registry.example/xy/site:3")),
    DEPLOY_SETTINGS(
        "PUT",
        (hosting, version) ->
            hosting.deploy(Apps.ID, "registry.example/xy/site:3", Apps.settings("r1"))),
    ROLL_BACK("PUT", (hosting, version) -> hosting.rollBack(Apps.ID, version)),
    RESTART("POST", (hosting, version) -> hosting.restart(Apps.ID)),
    AVOID("PUT", (hosting, version) -> hosting.avoid(Apps.ID, "agent-1")),
    ALLOW("PUT", (hosting, version) -> hosting.allow(Apps.ID, "agent-1")),
    REMOVE("DELETE", (hosting, version) -> hosting.remove(Apps.ID)),
    DEFINITION("GET", (hosting, version) -> hosting.definition(Apps.ID)),
    FIND("GET", (hosting, version) -> hosting.find(Apps.ID));

    private final String method;
    private final BiConsumer<MarathonHosting, String> call;

    Operation(String method, BiConsumer<MarathonHosting, String> call) {
      this.method = method;
      this.call = call;
    }
  }

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
    hosting = rig.hosting();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void prepare(Operation operation) {
    if (operation != Operation.ENSURE_NEW) {
      hosting.ensure(Apps.site("1"));
      firstVersion = Apps.settled(hosting).version();
    }
    if (operation == Operation.ROLL_BACK) {
      hosting.ensure(Apps.site("2"));
      Apps.settled(hosting);
    }
    if (operation == Operation.ALLOW) {
      hosting.avoid(Apps.ID, "agent-1");
      Apps.settled(hosting);
    }
  }

  private JsonNode versions() {
    return rig.json("GET", "/v2/apps" + Apps.ID + "/versions", null).path("versions");
  }

  static Stream<Arguments> everyFaultOfEveryRequest() {
    return Arrays.stream(Operation.values())
        .flatMap(
            operation ->
                Arrays.stream(Kind.values())
                    .flatMap(
                        kind ->
                            Stream.of(operation.method, "GET")
                                .distinct()
                                .map(method -> Arguments.of(operation, kind, method))));
  }

  @ParameterizedTest(name = "{0}: {1} at {2}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyFaultOfEveryRequest")
  void aFaultIsUnavailabilityAndLeavesNothingBehind(Operation operation, Kind kind, String method) {
    prepare(operation);
    if (method.equals("GET") && (operation == Operation.RESTART || operation == Operation.REMOVE)) {
      // These two read only when they find a lock.
      hosting.ensure(Apps.site("2-slow"));
    }
    rig.sandbox()
        .faults()
        .add(new Fault(kind, method, "/v2/.*", 50, 502, LONGER_THAN_THE_TIMEOUT, false));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> operation.call.accept(hosting, firstVersion))
        .withMessageContaining("Marathon at http://127.0.0.1:");

    rig.sandbox().faults().clear();
    // A late answer is still an answer: what was asked for has happened.
    boolean removed = operation == Operation.REMOVE && kind == Kind.DELAY && !method.equals("GET");
    if (operation != Operation.ENSURE_NEW && !removed) {
      Apps.settled(hosting);
    }
    operation.call.accept(hosting, firstVersion);
    boolean gone = operation == Operation.REMOVE;
    assertThat(hosting.find(Apps.ID).isPresent()).isEqualTo(!gone);
  }

  static Stream<Arguments> everyAnswerThatGetsLost() {
    return Arrays.stream(Operation.values())
        .flatMap(
            operation ->
                Stream.of(Kind.CUT, Kind.SILENCE, Kind.ERROR, Kind.GARBAGE)
                    .map(kind -> Arguments.of(operation, kind)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyAnswerThatGetsLost")
  void whatTookEffectIsNotDoneAgainWhenItsAnswerWasLost(Operation operation, Kind kind) {
    prepare(operation);
    if (operation == Operation.RESTART) {
      // It is still under way when it is asked for again.
      hosting.ensure(Apps.site("slow"));
      Apps.settled(hosting);
    }
    int reads = operation.method.equals("GET") ? 2 : 1;
    rig.sandbox()
        .faults()
        .add(
            new Fault(
                kind, operation.method, "/v2/apps.*", reads, 0, LONGER_THAN_THE_TIMEOUT, true));
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> operation.call.accept(hosting, firstVersion));
    JsonNode after = versions();

    operation.call.accept(hosting, firstVersion);

    assertThat(versions()).isEqualTo(after);
    assertThat(hosting.find(Apps.ID).isPresent()).isEqualTo(operation != Operation.REMOVE);
  }

  @Test
  void aSingleFailureOfAReadIsNotNoticed() {
    prepare(Operation.FIND);
    for (Kind kind : Kind.values()) {
      rig.sandbox()
          .faults()
          .add(new Fault(kind, "GET", "/v2/.*", 1, 0, LONGER_THAN_THE_TIMEOUT, false));

      assertThat(hosting.find(Apps.ID)).as(kind.name()).isPresent();
    }
  }

  @Test
  void aWriteIsSentOnce() {
    prepare(Operation.ENSURE_CHANGED);
    rig.sandbox().faults().add(new Fault(Kind.CUT, "PUT", null, 2, 0, null, false));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.ensure(Apps.site("3")));

    assertThat(rig.sandbox().faults().pending()).singleElement().matches(f -> f.times() == 1);
  }

  @Test
  void aMarathonThatIsNotThereIsNamed() {
    rig.close();

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting.find(Apps.ID))
        .withMessageContaining(rig.sandbox().addresses().get("marathon"))
        .withMessageContaining("/ping");
  }
}
