package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.update.DeliveredSite;

/** Many services are down for one reason. */
class OneCauseProcessTests extends RecoveryStage {

  /** So many that on three machines each has three of them, and one more. */
  private static final int MANY = 10;

  @Test
  void manyServicesMakeOneIncidentAlsoIfMachinesWereBlamedFirst() {
    forgetOtherServices();
    List<DeliveredSite> hit = Stream.generate(this::site).limit(MANY).toList();
    hit.subList(0, MANY - 1).forEach(site -> say(site, "down"));
    runAll();
    assertThat(open()).isNotEmpty().allMatch(cause -> cause.startsWith("agent/"));

    say(hit.get(MANY - 1), "down");
    runAll();

    assertThat(open()).containsExactly("platform");
    Incident platform = platformIncident();
    assertThat(
            database.queryForList(
                "select service from incident_member where incident = ? and up_at is null",
                String.class,
                platform.id()))
        .containsExactlyInAnyOrderElementsOf(hit.stream().map(DeliveredSite::id).toList());
    assertThat(
            database.queryForList(
                "select distinct incident from signal where state = 'DOWN'", String.class))
        .containsExactly(platform.id());

    hit.forEach(site -> say(site, "up"));
    passUntilAt(platform, "userTask_review");
    assertThat(open()).isEmpty();
  }

  @Override
  Incident platformIncident() {
    return incidents
        .findById(
            database.queryForObject(
                "select id from incident where cause = 'platform' and closed_at is null",
                String.class))
        .orElseThrow();
  }

  /** The causes of the incidents that are open, or their services. */
  private List<String> open() {
    return database.queryForList(
        "select coalesce(cause, service) from incident where closed_at is null", String.class);
  }

  private void say(DeliveredSite site, String status) {
    alert(
        "generic",
        Map.of(
            "key",
            site.id(),
            "service",
            site.id(),
            "status",
            status,
            "title",
            "It does not answer"));
  }
}
