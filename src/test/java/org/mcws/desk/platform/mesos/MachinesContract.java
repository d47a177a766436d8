package org.mcws.desk.platform.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformRefusal;

/** What every Mesos must do for the desk: three machines, no maintenance, and one app to start. */
public abstract class MachinesContract {

  protected static final Instant BEGIN = Instant.parse("2027-03-02T11:00:00.123456Z");
  protected static final Duration HOURS = Duration.ofHours(3);

  protected abstract Machines machines();

  /** Starts an app of this id with one task that uses 2 CPUs and 128 MiB. */
  protected abstract void startApp(String id);

  /** Somebody else enters a window for this machine, from {@link #BEGIN} on and with no end. */
  protected abstract void planByOthers(MachineName machine);

  /** The machine is out of touch, or back. */
  protected abstract void lose(String host, boolean lost);

  protected final Machine machine(int number) {
    return machines().all().orElseThrow().get(number);
  }

  protected final MaintenancePlan plan() {
    return machines().plan().orElseThrow();
  }

  @Test
  void tellsTheMachinesAndWhatTheyHave() {
    List<Machine> all = machines().all().orElseThrow();

    assertThat(all).hasSize(3).allMatch(Machine::active);
    assertThat(all).extracting(Machine::agent).doesNotHaveDuplicates();
    assertThat(all).extracting(one -> one.name().host()).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.name().ip()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
              assertThat(one.registered()).isAfter(Instant.EPOCH);
              assertThat(one.reregistered()).isEmpty();
              assertThat(one.attributes()).containsEntry("cluster", "generic");
              assertThat(one.free()).isEqualTo(one.total());
              assertThat(one.total().memoryMiB()).isPositive();
              assertThat(machines().tasks(one.agent()).orElseThrow()).isEmpty();
            });
  }

  @Test
  void tellsWhatRunsOnAMachineAndWhatThatUses() {
    startApp("/xy/bot");

    Machine busy =
        await()
            .until(
                () ->
                    machines().all().orElseThrow().stream()
                        .filter(one -> one.used().cpus() > 0)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(busy.used()).isEqualTo(new Resources(2, 128, 0));
    assertThat(busy.free().cpus()).isEqualTo(busy.total().cpus() - 2);
    assertThat(machines().tasks(busy.agent()).orElseThrow())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.app()).contains("/xy/bot");
              assertThat(task.name()).isEqualTo("bot.xy");
              assertThat(task.framework()).isNotEmpty();
              assertThat(task.state()).startsWith("TASK_");
              assertThat(task.resources()).isEqualTo(busy.used());
            });
    assertThat(machines().tasks("no such agent").orElseThrow()).isEmpty();
  }

  @Test
  void tellsWhichMachineIsOutOfTouchAndThatItCameAgain() {
    String host = machine(0).name().host();
    lose(host, true);
    assertThat(machine(0).active()).isFalse();

    lose(host, false);
    assertThat(machine(0).active()).isTrue();
    assertThat(machine(0).reregistered()).isPresent();
  }

  @Test
  void plansAWindowOnceHoweverOftenItIsAsked() {
    MachineName name = machine(0).name();
    machines().planWindow(name, BEGIN, HOURS);
    machines().planWindow(name, BEGIN, HOURS);

    assertThat(plan().windows())
        .containsExactly(new MaintenancePlan.Window(List.of(name), BEGIN, Optional.of(HOURS)));
    assertThat(plan().isDraining(name)).isTrue();
    assertThat(plan().isDown(name)).isFalse();

    machines().dropWindow(name, BEGIN, HOURS);
    machines().dropWindow(name, BEGIN, HOURS);
    assertThat(plan()).isEqualTo(new MaintenancePlan(List.of(), List.of(), List.of()));
  }

  @Test
  void leavesTheWindowsOfOthersAlone() {
    MachineName unknown = new MachineName("", "192.0.2.7");
    MachineName other = machine(1).name();
    planByOthers(unknown);
    planByOthers(other);
    List<MaintenancePlan.Window> others = plan().windows();
    MachineName name = machine(0).name();

    machines().planWindow(name, BEGIN, HOURS);
    assertThat(plan().windows()).containsAll(others).hasSize(3);
    machines().takeDown(name);
    machines().bringUp(name);
    machines().planWindow(name, BEGIN, HOURS);
    machines().dropWindow(name, BEGIN, HOURS);

    assertThat(plan().windows()).isEqualTo(others);
    assertThat(plan().draining()).containsExactly(unknown, other);
  }

  @Test
  void neverTakesOverTheWindowOfOthers() {
    MachineName name = machine(0).name();
    planByOthers(name);

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> machines().planWindow(name, BEGIN, HOURS))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("machinePlanned"))
        .withMessageContaining(name.host())
        .withMessageContaining(BEGIN.toString());
    machines().dropWindow(name, BEGIN, HOURS);
    assertThat(plan().windows()).hasSize(1);
  }

  @Test
  void takesAMachineDownAndBringsItUpAsANewAgent() {
    Machine before = machine(0);
    machines().planWindow(before.name(), BEGIN, HOURS);
    machines().takeDown(before.name());
    machines().takeDown(before.name());

    assertThat(plan().isDown(before.name())).isTrue();
    assertThat(plan().isDraining(before.name())).isFalse();
    assertThat(machines().all().orElseThrow())
        .hasSize(2)
        .noneMatch(one -> one.name().isSameAs(before.name()));

    machines().bringUp(before.name());
    machines().bringUp(before.name());

    assertThat(plan()).isEqualTo(new MaintenancePlan(List.of(), List.of(), List.of()));
    Machine after = machine(0);
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.agent()).isNotEqualTo(before.agent());
    assertThat(after.registered()).isAfter(before.registered());
  }

  @Test
  void takesNoMachineDownThatHasNoWindow() {
    MachineName name = machine(0).name();

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> machines().takeDown(name))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("machineUnplanned"))
        .withMessageContaining(name.host());
    assertThat(machines().all().orElseThrow()).hasSize(3);
  }

  @Test
  void dropsNoWindowWhileTheMachineIsDown() {
    MachineName name = machine(0).name();
    machines().planWindow(name, BEGIN, HOURS);
    machines().takeDown(name);

    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> machines().dropWindow(name, BEGIN, HOURS))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("maintenanceRefused"))
        .withMessageContaining("cannot be removed");
    assertThat(plan().isDown(name)).isTrue();
  }

  @Test
  void refusesAMachineWithoutAName() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> machines().planWindow(new MachineName("", ""), BEGIN, HOURS))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("maintenanceRefused"))
        .withMessageContaining("empty");
  }

  @Test
  void tellsMachinesApartByHostNameInAnyCaseAndByAddress() {
    MachineName name = machine(0).name();
    machines().planWindow(name, BEGIN, HOURS);

    machines().planWindow(new MachineName(name.host().toUpperCase(), name.ip()), BEGIN, HOURS);
    assertThat(plan().windows()).hasSize(1);
    machines().planWindow(new MachineName(name.host(), "192.0.2.7"), BEGIN, HOURS);
    assertThat(plan().windows()).hasSize(2);
  }
}
