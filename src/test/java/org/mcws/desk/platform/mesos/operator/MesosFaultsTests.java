package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;
import org.mcws.desk.sandbox.Fault.Kind;

/** A bad wire to the master: whatever happens to a call, its effect comes once. */
class MesosFaultsTests {

  private static final Duration LONGER_THAN_THE_TIMEOUT = Duration.ofSeconds(2);
  private static final Instant BEGIN = Instant.parse("2027-03-02T11:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final MachineName AGENT = new MachineName("agent-1", "127.0.0.1");

  @TempDir Path folder;
  private MesosRig rig;
  private FaultProxy wire;
  private Machines direct;
  private Machines machines;

  /** What the desk asks, the calls that this takes, and what holds afterwards. */
  enum Operation {
    ALL(List.of("GET_AGENTS"), m -> assertThat(m.all().orElseThrow()).hasSize(3), plan -> true),
    TASKS(List.of("GET_TASKS"), m -> assertThat(m.tasks("x")).isPresent(), plan -> true),
    PLAN(
        List.of("GET_MAINTENANCE_STATUS", "GET_MAINTENANCE_SCHEDULE"),
        m -> assertThat(m.plan()).isPresent(),
        plan -> true),
    PLAN_WINDOW(
        List.of(
            "GET_MAINTENANCE_SCHEDULE",
            "GET_HEALTH",
            "UPDATE_MAINTENANCE_SCHEDULE",
            "GET_MAINTENANCE_SCHEDULE"),
        m -> m.planWindow(AGENT, BEGIN, HOUR),
        plan -> plan.isDraining(AGENT) && plan.windows().size() == 1),
    DROP_WINDOW(
        List.of(
            "GET_MAINTENANCE_SCHEDULE",
            "GET_HEALTH",
            "UPDATE_MAINTENANCE_SCHEDULE",
            "GET_MAINTENANCE_SCHEDULE"),
        m -> m.dropWindow(AGENT, BEGIN, HOUR),
        plan -> plan.windows().isEmpty()),
    TAKE_DOWN(
        List.of(
            "GET_MAINTENANCE_STATUS",
            "GET_MAINTENANCE_SCHEDULE",
            "GET_HEALTH",
            "START_MAINTENANCE"),
        m -> m.takeDown(AGENT),
        plan -> plan.isDown(AGENT)),
    BRING_UP(
        List.of(
            "GET_MAINTENANCE_STATUS", "GET_MAINTENANCE_SCHEDULE", "GET_HEALTH", "STOP_MAINTENANCE"),
        m -> m.bringUp(AGENT),
        plan -> plan.windows().isEmpty() && plan.down().isEmpty());

    private final List<String> calls;
    private final Consumer<Machines> action;
    private final Predicate<MaintenancePlan> holds;

    Operation(List<String> calls, Consumer<Machines> action, Predicate<MaintenancePlan> holds) {
      this.calls = calls;
      this.action = action;
      this.holds = holds;
    }

    /** Whether what this does has come about when a call goes wrong. */
    boolean isDone(int passing, Fault fault) {
      return calls.stream().limit(passing).anyMatch(Operation::changes)
          || changes(calls.get(passing)) && fault.takesEffect();
    }

    private static boolean changes(String call) {
      return !call.startsWith("GET_");
    }
  }

  @BeforeEach
  void start() {
    rig = new MesosRig(folder);
    direct = rig.machines();
    URI master = URI.create(rig.url());
    wire = new FaultProxy(new InetSocketAddress(master.getHost(), master.getPort()));
    machines = MesosRig.machines(1, "http://" + wire.address());
  }

  @AfterEach
  void stop() {
    wire.close();
    rig.close();
  }

  private void prepare(Operation operation) {
    if (operation.ordinal() >= Operation.DROP_WINDOW.ordinal()) {
      direct.planWindow(AGENT, BEGIN, HOUR);
    }
    if (operation == Operation.BRING_UP) {
      direct.takeDown(AGENT);
    }
  }

  static Stream<Arguments> everyFaultOfEveryCall() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                IntStream.range(0, operation.calls.size())
                    .boxed()
                    .flatMap(
                        passing ->
                            Stream.of(Fault.values())
                                .map(fault -> Arguments.of(operation, passing, fault))));
  }

  @ParameterizedTest(name = "{0}: {2} after {1} calls")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyFaultOfEveryCall")
  void theEffectComesOnce(Operation operation, int passing, Fault fault) {
    prepare(operation);

    Optional<PlatformUnavailable> said =
        wire.endure(fault, passing, "POST /api/v1", false, () -> operation.action.accept(machines));
    said.ifPresent(
        e ->
            assertThat(e)
                .hasMessageContaining(operation.calls.get(passing))
                .hasMessageMatching("(?s).*(Check|Look|It goes on).*"));
    if (operation.calls.stream().anyMatch(Operation::changes)) {
      assertThat(operation.holds.test(direct.plan().orElseThrow()))
          .isEqualTo(said.isEmpty() || operation.isDone(passing, fault));
    }

    operation.action.accept(machines);

    assertThat(operation.holds.test(direct.plan().orElseThrow())).isTrue();
  }

  @Test
  void aSingleFailureOfAReadIsNotNoticed() {
    for (Kind kind : Kind.values()) {
      rig.sandbox()
          .faults()
          .add(
              new org.mcws.desk.sandbox.Fault(
                  kind, "POST", "/api/v1", 1, 0, LONGER_THAN_THE_TIMEOUT, false));

      assertThat(direct.all().orElseThrow()).as(kind.name()).hasSize(3);
    }
  }

  @Test
  void aMasterThatIsNotThereIsNamed() {
    rig.close();

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> direct.all())
        .withMessageContaining(rig.url())
        .withMessageContaining("Check that the masters run");
  }
}
