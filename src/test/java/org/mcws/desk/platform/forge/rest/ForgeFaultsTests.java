package org.mcws.desk.platform.forge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatus.State;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;

/** A forge is told over a bad wire. */
class ForgeFaultsTests {

  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private static final CommitStatus STATUS =
      new CommitStatus(ForgeServer.COMMIT, State.RUNNING, "mcws-desk/production", "building", "");

  static Stream<Arguments> everyFaultOfEveryForge() {
    return FaultProxy.strikes((Object[]) ForgeKind.values());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyFaultOfEveryForge")
  void afterAFaultAndARepeatTheStatusIsThereOnce(ForgeKind kind, Fault fault) {
    try (ForgeServer forge = new ForgeServer(kind);
        FaultProxy wire = new FaultProxy(forge.address());
        CarefulHttp http = new CarefulHttp(TIMEOUTS, ForgeConfiguration.LONGEST_ANSWER)) {
      RepositoryAddresses known = new RepositoryAddresses(List.of("127.0.0.1:" + wire.port()));
      ForgeStatuses statuses = new ForgeStatuses(http, known);
      ForgeAccess access = forge.access(wire.port());

      wire.endure(fault, "POST /api", false, () -> statuses.tell(access, STATUS))
          .ifPresent(
              e ->
                  assertThat(e)
                      .hasMessageContaining("the desk tries again")
                      .hasStackTraceContaining("ForgeStatuses")
                      .satisfies(
                          all -> assertThat(all.toString()).doesNotContain(ForgeServer.TOKEN)));
      assertThat(forge.heard()).hasSize(fault.takesEffect() ? 1 : 0);

      statuses.tell(access, STATUS);

      assertThat(forge.heard()).hasSize(fault.takesEffect() ? 2 : 1);
      assertThat(forge.shown())
          .isEqualTo(
              Map.of("mcws-desk/production", kind == ForgeKind.GITLAB ? "running" : "pending"));
    }
  }
}
