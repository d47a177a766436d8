package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.update.DeliveredSite;

/** What is down without an incident is looked at again. */
class WaitingSignalsProcessTests extends RecoveryStage {

  private static final int MANY = 250;

  @Test
  void howeverManyAreSilencedTheyHideNobodyWhoIsNotAnyMore() {
    List<DeliveredSite> sites =
        Stream.of(site(), site()).sorted((one, other) -> one.id().compareTo(other.id())).toList();
    sites.forEach(this::pause);
    List<Map<String, String>> all =
        Stream.iterate(0, n -> n < MANY, n -> n + 1)
            .map(n -> downBy(sites.get(0), "check " + n))
            .toList();
    alert("generic", all);
    alert("generic", downBy(sites.get(1), "the only one"));
    assertThat(openOf(sites.get(1))).isEmpty();

    door.send("ops", "DELETE", "/api/services/" + sites.get(1).id() + "/pause", null);
    desk.getBean(WaitingSignals.class).lookAgain();

    assertThat(openOf(sites.get(0))).isEmpty();
    assertThat(openOf(sites.get(1))).isPresent();
  }

  private void pause(DeliveredSite site) {
    Map<String, String> wish =
        Map.of("until", now().plus(Duration.ofHours(2)).toString(), "why", "We move");
    assertThat(
            door.send("ops", "PUT", "/api/services/" + site.id() + "/pause", json(wish)).status())
        .isEqualTo(200);
  }

  private static Map<String, String> downBy(DeliveredSite site, String key) {
    return Map.of(
        "key", key, "service", site.id(), "status", "down", "title", "It does not answer");
  }
}
