package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;
import org.mcws.desk.sandbox.Fault;
import org.mcws.desk.sandbox.Fault.Kind;

/** The master fails while it is asked, before or after what was asked has taken effect. */
class MesosFaultsTests {

  private static final Duration LONGER_THAN_THE_TIMEOUT = Duration.ofSeconds(2);
  private static final Instant BEGIN = Instant.parse("2027-03-02T11:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final MachineName AGENT = new MachineName("agent-1", "127.0.0.1");

  @TempDir Path folder;
  private MesosRig rig;
  private Machines machines;

  /** What the desk asks, the calls that this takes, and what holds afterwards. */
  enum Operation {
    ALL(List.of("GET_AGENTS"), (m, a) -> m.all(), plan -> true),
    TASKS(List.of("GET_TASKS"), (m, a) -> m.tasks("x"), plan -> true),
    PLAN(
        List.of("GET_MAINTENANCE_STATUS", "GET_MAINTENANCE_SCHEDULE"),
        (m, a) -> m.plan(),
        plan -> true),
    PLAN_WINDOW(
        List.of("GET_MAINTENANCE_SCHEDULE", "GET_HEALTH", "UPDATE_MAINTENANCE_SCHEDULE"),
        (m, a) -> m.planWindow(a, BEGIN, HOUR),
        plan -> plan.isDraining(AGENT) && plan.windows().size() == 1),
    DROP_WINDOW(
        List.of("GET_MAINTENANCE_SCHEDULE", "GET_HEALTH", "UPDATE_MAINTENANCE_SCHEDULE"),
        (m, a) -> m.dropWindow(a, BEGIN, HOUR),
        plan -> plan.windows().isEmpty()),
    TAKE_DOWN(
        List.of("GET_MAINTENANCE_STATUS", "GET_HEALTH", "START_MAINTENANCE"),
        (m, a) -> m.takeDown(a),
        plan -> plan.isDown(AGENT)),
    BRING_UP(
        List.of("GET_MAINTENANCE_STATUS", "GET_HEALTH", "STOP_MAINTENANCE"),
        (m, a) -> m.bringUp(a),
        plan -> plan.windows().isEmpty() && plan.down().isEmpty());

    private final List<String> calls;
    private final BiConsumer<Machines, MachineName> run;
    private final Predicate<MaintenancePlan> holds;

    Operation(
        List<String> calls,
        BiConsumer<Machines, MachineName> run,
        Predicate<MaintenancePlan> holds) {
      this.calls = calls;
      this.run = run;
      this.holds = holds;
    }
  }

  @BeforeEach
  void start() {
    rig = new MesosRig(folder);
    machines = rig.machines();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void prepare(Operation operation) {
    if (operation.ordinal() >= Operation.DROP_WINDOW.ordinal()) {
      machines.planWindow(AGENT, BEGIN, HOUR);
    }
    if (operation == Operation.BRING_UP) {
      machines.takeDown(AGENT);
    }
  }

  private void misbehave(Kind kind, String call, int times, boolean afterEffect) {
    rig.sandbox()
        .faults()
        .add(
            new Fault(
                kind,
                "POST",
                "/api/v1",
                times,
                502,
                LONGER_THAN_THE_TIMEOUT,
                afterEffect,
                "\"" + call + "\""));
  }

  static Stream<Arguments> everyFaultOfEveryCall() {
    return Arrays.stream(Operation.values())
        .flatMap(
            operation ->
                operation.calls.stream()
                    .flatMap(
                        call ->
                            Arrays.stream(Kind.values())
                                .flatMap(
                                    kind ->
                                        Stream.of(true, false)
                                            .map(
                                                after ->
                                                    Arguments.of(operation, call, kind, after)))));
  }

  @ParameterizedTest(name = "{0}: {2} at {1}, after effect: {3}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyFaultOfEveryCall")
  void aFaultIsUnavailabilityAndWhoeverRepeatsGetsThere(
      Operation operation, String call, Kind kind, boolean afterEffect) {
    prepare(operation);
    misbehave(kind, call, 50, afterEffect);

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> operation.run.accept(machines, AGENT))
        .withMessageContaining(call)
        .withMessageContaining(rig.url());

    rig.sandbox().faults().clear();
    operation.run.accept(machines, AGENT);
    assertThat(operation.holds.test(machines.plan().orElseThrow())).isTrue();
  }

  @Test
  void aSingleFailureOfAReadIsNotNoticed() {
    for (Kind kind : Kind.values()) {
      misbehave(kind, "GET_AGENTS", 1, false);

      assertThat(machines.all().orElseThrow()).as(kind.name()).hasSize(3);
    }
  }

  @Test
  void aChangeIsSentOnce() {
    misbehave(Kind.CUT, "UPDATE_MAINTENANCE_SCHEDULE", 2, false);

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> machines.planWindow(AGENT, BEGIN, HOUR));

    assertThat(rig.sandbox().faults().pending()).singleElement().matches(f -> f.times() == 1);
  }

  @Test
  void aMasterThatIsNotThereIsNamed() {
    rig.close();

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> machines.all())
        .withMessageContaining(rig.url())
        .withMessageContaining("Check that the masters run");
  }
}
