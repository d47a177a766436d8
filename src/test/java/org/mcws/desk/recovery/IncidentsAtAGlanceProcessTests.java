package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mcws.desk.recovery.IncidentsAtAGlance.Line;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;

/** What Ops see at a glance of what is down. */
class IncidentsAtAGlanceProcessTests extends RecoveryStage {

  private static final int ALL = 10_000;

  @Autowired private IncidentsAtAGlance glance;
  @Autowired private Rehearsal rehearsal;

  @Test
  void whatNobodyHasTakenIsCountedUntilSomebodyDoes() {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);
    passUntilAt(incident, "userTask_acknowledge");
    assertThat(glance.counts().open()).isEqualTo(1);
    assertThat(glance.counts().untaken()).isEqualTo(1);
    assertThat(line(incident).orElseThrow().onIt()).isNull();

    acknowledge(incident, "ops");
    assertThat(glance.counts().open()).isEqualTo(1);
    assertThat(glance.counts().untaken()).isZero();
    assertThat(line(incident).orElseThrow())
        .satisfies(
            line -> {
              assertThat(line.onIt()).isEqualTo("ops");
              assertThat(line.service()).isEqualTo(site.id());
              assertThat(line.state()).isEqualTo("open");
              assertThat(line.since()).isEqualTo(incident.begunAt());
            });

    mend(site);
    passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
    assertThat(line(incident).orElseThrow().state()).isEqualTo("watching");
    passUntil(() -> !instance(incident));
    assertThat(glance.counts().open()).isZero();
    assertThat(line(incident)).isEmpty();
  }

  @Test
  void aRehearsalIsNoIncident() {
    rehearsal.begin();
    assertThat(glance.counts().open()).isZero();
    assertThat(glance.open(ALL)).isEmpty();
  }

  @Test
  void whatNoServiceClaimsIsCounted() {
    alert("generic", Map.of("key", "k", "host", "nobody.example", "status", "down", "title", "x"));
    assertThat(glance.counts().unclaimed()).isEqualTo(1);
    alert("generic", Map.of("key", "k", "host", "nobody.example", "status", "up", "title", "x"));
    assertThat(glance.counts().unclaimed()).isZero();
  }

  private Optional<Line> line(Incident incident) {
    return glance.open(ALL).stream().filter(one -> one.id().equals(incident.id())).findFirst();
  }
}
