package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.update.DeliveredSite;

/** What an instance could not hear when it was told. */
class UnheardNewsProcessTests extends RecoveryStage {

  @Test
  void anInstanceThatWasAboutSomethingIsToldLaterThatItIsWorse() {
    DeliveredSite site = site();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    database.update("update incident set worse = true where id = ?", incident.id());
    String before = task(incident, "userTask_acknowledge").getId();
    desk.getBean(UnheardNews.class).tell();
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(task(incident, "userTask_acknowledge").getId()).isNotEqualTo(before);
    assertThat(fresh(incident).isWorse()).isFalse();
  }

  @Test
  void whatASuspendedInstanceDidNotHearItHearsLater() {
    DeliveredSite site = site();
    Incident incident = called(site);
    runtime.suspendProcessInstanceById(incident.id());
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.OPEN);
    runtime.activateProcessInstanceById(incident.id());
    desk.getBean(UnheardNews.class).tell();
    runAll();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);

    runtime.suspendProcessInstanceById(incident.id());
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.WATCHING);
    runtime.activateProcessInstanceById(incident.id());
    desk.getBean(UnheardNews.class).tell();
    runAll();
    assertThat(fresh(incident).state()).isEqualTo(Incident.State.OPEN);
    mend(site);
  }

  @Test
  void whatWasNotHeardBeforeTheEndOpensAnotherIncident() {
    DeliveredSite site = site();
    Incident incident = called(site);
    mend(site);
    passUntil(() -> fresh(incident).state() == Incident.State.WATCHING);
    runtime.suspendProcessInstanceById(incident.id());
    breakDown(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).contains("PAGE"));
    pass(Duration.ofMinutes(20));
    runtime.activateProcessInstanceById(incident.id());
    runAll();
    assertThat(fresh(incident).closedAt()).isNotNull();
    desk.getBean(WaitingSignals.class).lookAgain();

    assertThat(openOf(site)).isPresent();
    mend(site);
  }
}
