package org.mcws.desk.status.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcws.desk.status.board.ServiceState.DEGRADED;
import static org.mcws.desk.status.board.ServiceState.DOWN;
import static org.mcws.desk.status.board.ServiceState.MAINTENANCE;
import static org.mcws.desk.status.board.ServiceState.UNWATCHED;
import static org.mcws.desk.status.board.ServiceState.WORKS;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.status.board.Overall.Level;

class OverallTests {

  private static final Instant NOW = Instant.parse("2027-04-01T12:00:00Z");

  @Test
  void allIsWellIfEverythingWorksOrNobodyHasLookedYet() {
    Overall overall = overall(WORKS, WORKS, UNWATCHED);
    assertThat(overall.level()).isEqualTo(Level.NONE);
    assertThat(overall.sentence()).isEqualTo("All services work");
  }

  @Test
  void maintenanceIsNoTrouble() {
    Overall overall = overall(WORKS, MAINTENANCE);
    assertThat(overall).isEqualTo(new Overall(Level.MAINTENANCE, 2, 0, 0, 1));
    assertThat(overall.level().code()).isEqualTo("none");
  }

  @Test
  void oneOfManyIsMinorAndMoreThanATenthMajorAndMoreThanHalfCritical() {
    assertThat(overall(with(19, WORKS, DEGRADED)).level()).isEqualTo(Level.MINOR);
    assertThat(overall(with(9, WORKS, DOWN)).level()).isEqualTo(Level.MINOR);
    assertThat(overall(with(8, WORKS, DOWN)).level()).isEqualTo(Level.MAJOR);
    assertThat(overall(with(1, WORKS, DOWN)).level()).isEqualTo(Level.MAJOR);
    assertThat(overall(WORKS, DOWN, DOWN).level()).isEqualTo(Level.CRITICAL);
  }

  @Test
  void itCountsWhatThereIs() {
    assertThat(overall(WORKS, DOWN, DEGRADED, MAINTENANCE, MAINTENANCE, DOWN))
        .isEqualTo(new Overall(Level.MAJOR, 6, 3, 2, 2));
    assertThat(overall(DOWN).sentence()).isEqualTo("No service works");
    assertThat(overall().sentence()).isEqualTo("There are no services to tell of");
  }

  private static ServiceState[] with(int many, ServiceState usual, ServiceState one) {
    return Stream.concat(Collections.nCopies(many, usual).stream(), Stream.of(one))
        .toArray(ServiceState[]::new);
  }

  private static Overall overall(ServiceState... states) {
    List<ShownService> services =
        Arrays.stream(states)
            .map(
                state ->
                    new ShownService(
                        new ServiceName("gulls.www", "gulls", "Gulls", "www.gulls.example"),
                        ServiceKind.SITE,
                        state,
                        NOW,
                        NOW,
                        Optional.of(NOW),
                        List.of()))
            .toList();
    return new Snapshot(NOW, List.of(new ShownCommunity("gulls", "Gulls", services)), List.of())
        .overall();
  }
}
