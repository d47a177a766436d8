package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.mesos.operator.SandboxOutput;
import org.mcws.desk.sandbox.Fault.Kind;

/** A bad wire to Marathon: whatever happens to a request, its effect comes once. */
class MarathonFaultsTests {

  private static final String THIRD = "registry.example/xy/site:3";
  private static final String RUN = "20261128t0200z1f9c03ab";
  private static final String RUN_ID = Run.id(Apps.ID, RUN);

  /** For what only asks, which ends in the same way whether its answer is slow or never comes. */
  private static final Set<Fault> SOME =
      EnumSet.of(
          Fault.RESET, Fault.UNAVAILABLE, Fault.CUT_ANSWER, Fault.STALLED_ANSWER, Fault.GARBAGE);

  @TempDir Path folder;
  private SandboxRig rig;
  private FaultProxy wire;
  private Hosting direct;
  private Hosting hosting;
  private Runs runs;
  private String firstVersion;

  /** What the desk does, how many versions there are more of it then, and the requests it takes. */
  enum Operation {
    ENSURE_NEW(1, "GET GET POST GET", test -> test.hosting.ensure(Apps.site("1"))),
    ENSURE_CHANGED(1, "GET GET PUT GET", test -> test.hosting.ensure(Apps.site("3"))),
    DEPLOY(1, "GET PUT GET", test -> test.hosting.deploy(Apps.ID, THIRD)),
    DEPLOY_SETTINGS(
        1, "GET PUT GET", test -> test.hosting.deploy(Apps.ID, THIRD, Apps.settings("r1"))),
    DEPLOY_INSTEAD(1, "GET PUT GET PUT GET", test -> test.hosting.deployInstead(Apps.ID, THIRD)),
    DEPLOY_SETTINGS_INSTEAD(
        1,
        "GET PUT GET PUT GET",
        test -> test.hosting.deployInstead(Apps.ID, THIRD, Apps.settings("r1"))),
    ROLL_BACK(1, "GET GET PUT GET", test -> test.hosting.rollBack(Apps.ID, test.firstVersion)),
    RESTART(1, "POST", test -> test.hosting.restart(Apps.ID)),
    RESTART_AGAIN(0, "POST GET", test -> test.hosting.restart(Apps.ID)),
    SCALE(1, "GET PUT GET", test -> test.hosting.scale(Apps.ID, 2)),
    AVOID(1, "GET PUT GET", test -> test.hosting.avoid(Apps.ID, "agent-1")),
    ALLOW(1, "GET PUT GET", test -> test.hosting.allow(Apps.ID, "agent-1")),
    REMOVE(-1, "DELETE", test -> test.hosting.remove(Apps.ID)),
    REMOVE_INSTEAD(-2, "DELETE GET DELETE", test -> test.hosting.remove(Apps.ID)),
    FIND(0, "GET GET", test -> assertThat(test.hosting.find(Apps.ID)).isPresent()),
    DEFINITION(
        0, "GET", test -> assertThat(test.hosting.definition(Apps.ID)).contains(Apps.site("1"))),
    OUTPUT(0, "GET", test -> assertThat(test.hosting.output(Apps.ID)).endsWith("site:1.\n")),
    START_RUN(1, "GET GET POST", test -> test.runs.start(Apps.ID, RUN)),
    FIND_RUN(0, "GET GET", test -> assertThat(test.runs.find(Apps.ID, RUN)).contains(Run.RUNNING)),
    REMOVE_RUN(-1, "DELETE", test -> test.runs.remove(Apps.ID, RUN));

    private final int more;
    private final List<String> requests;
    private final Consumer<MarathonFaultsTests> action;

    Operation(int more, String requests, Consumer<MarathonFaultsTests> action) {
      this.more = more;
      this.requests = List.of(requests.split(" "));
      this.action = action;
    }

    /** After how many requests comes the one that brings the effect. */
    int write() {
      return IntStream.range(0, requests.size())
          .filter(i -> !requests.get(i).equals("GET"))
          .max()
          .orElse(requests.size());
    }
  }

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
    direct = rig.hosting();
    URI marathon = URI.create(rig.addresses().get("marathon"));
    wire = new FaultProxy(new InetSocketAddress(marathon.getHost(), marathon.getPort()));
    connect(FaultProxy.PATIENT);
  }

  private void connect(Duration patience) {
    MarathonSettings settings =
        SandboxRig.settings(URI.create("http://" + wire.address()), 1, patience);
    hosting = new MarathonHosting(settings, new ProxyLabels(), SandboxOutput.of(rig.sandbox()));
    runs = new MarathonRuns(settings, hosting, SandboxOutput.of(rig.sandbox()));
  }

  @AfterEach
  void stop() {
    wire.close();
    rig.close();
  }

  private void prepare(Operation operation) {
    switch (operation) {
      case ENSURE_NEW -> {
        // It is not there.
      }
      case START_RUN, FIND_RUN, REMOVE_RUN -> {
        direct.ensure(Apps.worker("broken"));
        Apps.settled(direct);
        if (operation != Operation.START_RUN) {
          rig.runs().start(Apps.ID, RUN);
          await().until(() -> direct.find(RUN_ID).filter(AppStatus::settled).isPresent());
        }
      }
      default -> {
        direct.ensure(Apps.site("1"));
        firstVersion = Apps.settled(direct).version();
        change(operation);
      }
    }
  }

  private void change(Operation operation) {
    switch (operation) {
      case ROLL_BACK -> {
        direct.ensure(Apps.site("2"));
        Apps.settled(direct);
      }
      // What is being deployed then never ends by itself.
      case DEPLOY_INSTEAD, DEPLOY_SETTINGS_INSTEAD, REMOVE_INSTEAD, FIND ->
          direct.ensure(Apps.site("2-broken"));
      case RESTART, RESTART_AGAIN -> {
        // There is no room for what would be started anew first, so that it stays under way.
        rig.json("PUT", "/v2/apps" + Apps.ID, "{\"cpus\": 40, \"instances\": 3}");
        Apps.settled(direct);
        if (operation == Operation.RESTART_AGAIN) {
          direct.restart(Apps.ID);
        }
      }
      case ALLOW -> {
        direct.avoid(Apps.ID, "agent-1");
        Apps.settled(direct);
      }
      default -> {
        // It is as it should be.
      }
    }
  }

  /** How many there are of the app and of its run. */
  private int versions() {
    return Stream.of(Apps.ID, RUN_ID)
        .map(id -> rig.json("GET", "/v2/apps" + id + "/versions", null))
        .mapToInt(answer -> answer.path("versions").size())
        .sum();
  }

  static Stream<Arguments> strikes() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                IntStream.range(0, operation.requests.size())
                    .boxed()
                    .flatMap(
                        passing ->
                            Stream.of(Fault.values())
                                .filter(
                                    fault ->
                                        SOME.contains(fault)
                                            || !operation.requests.get(passing).equals("GET"))
                                .map(fault -> Arguments.of(operation, passing, fault))));
  }

  @ParameterizedTest(name = "{0}: {2} after {1} requests")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, int passing, Fault fault) {
    prepare(operation);
    int before = versions();
    String method = operation.requests.get(passing);
    int alike = Collections.frequency(operation.requests.subList(0, passing), method);

    connect(fault.patience());
    // Java's client sends some that only ask again.
    boolean repeats = fault == Fault.RESET && method.equals("GET");
    boolean done =
        wire.endure(fault, alike, method + " /v2", repeats, () -> operation.action.accept(this))
            .map(
                e -> {
                  assertThat(e)
                      .hasMessageContaining("Marathon at http://")
                      .hasMessageMatching("(?s).*(Check|Look).*");
                  return passing > operation.write()
                      || passing == operation.write() && fault.takesEffect();
                })
            .orElse(true);
    // The sandbox's server takes half the head of a request for the whole.
    if (fault != Fault.CUT_REQUEST) {
      assertThat(versions()).isEqualTo(done ? before + operation.more : before);
    }

    connect(FaultProxy.PATIENT);
    operation.action.accept(this);

    assertThat(versions()).isEqualTo(before + operation.more);
  }

  /** What stands in between may answer in Marathon's place, but not like Marathon. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(Operation.class)
  void anAnswerThatIsNotMarathonsIsNone(Operation operation) {
    prepare(operation);
    int before = versions();
    misbehave(operation.requests.get(0), Kind.GARBAGE);

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> operation.action.accept(this))
        .withMessageContaining("is there a proxy in between?");
    operation.action.accept(this);

    assertThat(versions()).isEqualTo(before + operation.more);
  }

  /** Once what was asked for has happened. */
  private void misbehave(String method, Kind kind) {
    rig.sandbox()
        .faults()
        .add(new org.mcws.desk.sandbox.Fault(kind, method, "/v2/.*", 1, 0, null, true));
  }

  @Test
  void aSingleFailureOfAReadIsNotNoticed() {
    direct.ensure(Apps.site("1"));
    URI marathon = URI.create(rig.addresses().get("marathon"));
    Hosting impatient =
        new MarathonHosting(
            SandboxRig.settings(marathon, 2, Duration.ofSeconds(2)),
            new ProxyLabels(),
            SandboxOutput.of(rig.sandbox()));
    for (Kind kind : Kind.values()) {
      misbehave("GET", kind);

      assertThat(impatient.find(Apps.ID)).as(kind.name()).isPresent();
      assertThat(rig.sandbox().faults().pending()).isEmpty();
    }
  }

  @Test
  void aMarathonThatIsNotThereIsNamed() {
    rig.close();

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> direct.find(Apps.ID))
        .withMessageContaining(rig.sandbox().addresses().get("marathon"))
        .withMessageContaining("/ping");
  }
}
