package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.update.DeliveredSite;

/** Steps that are chosen, refused, not answered, judged and taken back. */
class RecoveryStepsProcessTests extends RecoveryStage {

  @Test
  void thePlaybookBeginsAnewWithoutWhatOpsForbid() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    complete(
        "ops",
        incident,
        "userTask_recoverByHand",
        Map.of("decision", "playbook", "note", "Try", "forbidden", "restart"));
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(fresh(incident).restarts()).isZero();
  }

  @Test
  void aRollBackThatMakesItWorseIsTakenBack() {
    DeliveredSite site = site();
    String newer = "ghcr.io/hispano/site:1.5.0";
    release(site, newer);
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
    site.awaitSettled();
    breakDown(site);
    passUntil(() -> steps(incident).stream().anyMatch(words -> words.startsWith("Brought back")));

    assertThat(site.recordedImage()).isEqualTo(newer);
    assertThat(fresh(incident).forbidden()).containsExactly(Step.ROLL_BACK);
    passUntilAt(incident, "userTask_recoverByHand");
    Answer refused =
        submit(
            "ops",
            task(incident, "userTask_recoverByHand"),
            Map.of("decision", "isWell", "note", "I believe so"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("/decision").contains("still sees");
    mend(site);
    passUntil(() -> ProbeHands.down(desk, site.id()).isEmpty());
    act(incident, "ops", "isWell");
    passUntilAt(incident, "userTask_review");
  }

  @Test
  void aCertificateThatNearsItsEndIsNoFaultOfARollBack() {
    DeliveredSite site = site();
    release(site, "ghcr.io/hispano/site:1.5.0");
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    marathon.endCertificate(site.host(), now().plus(Duration.ofDays(3)));
    ProbeHands.watchCertificate(desk, site.id());
    pass(Duration.ofMinutes(1));
    assertThat(ProbeHands.down(desk, site.id())).containsExactly("CERTIFICATE");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(steps(incident))
        .contains("To roll back to the image before has not helped yet.")
        .noneMatch(words -> words.startsWith("Brought back"));
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 503})
  void aRollBackThatCannotBeTakenBackIsLeftToAPerson(int status) {
    DeliveredSite site = site();
    String newer = "ghcr.io/hispano/site:1.5.0";
    release(site, newer);
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    site.awaitSettled();
    breakDown(site);
    refuse("PUT", "/v2/apps" + site.app(), status);
    String undone = "could not be taken back: ";
    passUntil(() -> steps(incident).stream().anyMatch(words -> words.contains(undone)));
    passUntil(() -> isAt(incident, "userTask_recoverByHand"));

    assertThat(steps(incident))
        .filteredOn(words -> words.contains(undone))
        .singleElement()
        .asString()
        .matches(words -> words.contains("no answer in time") == (status == 503));
    assertThat(site.recordedImage()).isEqualTo(IMAGE);
    mend(site);
  }

  @Test
  void whatThePlatformRefusesIsNotedAndAPersonAskedAgain() {
    Incident incident = called(site());
    acknowledge(incident, "ops");
    act(incident, "ops", "rollBack");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(steps(incident))
        .contains("The platform says no: No image that ran before this one is known.");
    assertThat(fresh(incident).rollBackFailed()).isTrue();
  }

  @Test
  void whatRunsOnlyWhenItsTimeComesIsNotMadeToRunAlways() {
    DeliveredSite job = scheduled();
    Incident incident = reported(job);
    passUntilAt(incident, "userTask_acknowledge");
    String before = job.running().orElseThrow().version();
    acknowledge(incident, "ops");
    act(incident, "ops", "restart");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(steps(incident))
        .anyMatch(words -> words.startsWith("The platform says no: To restart is for what always"));
    assertThat(job.running().orElseThrow().instances()).isZero();
    assertThat(job.running().orElseThrow().version()).isEqualTo(before);
  }

  @Test
  void tasksAreStartedElsewhereWhenOpsChooseThat() {
    DeliveredSite site = site();
    Incident incident = reported(site);
    passUntilAt(incident, "userTask_acknowledge");
    site.awaitSettled();
    String before = site.running().orElseThrow().version();
    acknowledge(incident, "ops");
    act(incident, "ops", "move");
    passUntilAt(incident, "userTask_recoverByHand");

    assertThat(site.running().orElseThrow().version()).isNotEqualTo(before);
  }

  @Test
  void aPlatformThatTakesNoOrderIsLeftToAPerson() {
    DeliveredSite site = site();
    refuse("POST", "/v2/apps" + site.app() + "/restart", 503);
    Incident incident = called(site);

    assertThat(steps(incident))
        .containsSubsequence(
            "Next: restart.",
            "No answer in time to: restart. Whether the platform has done it is not known.")
        .doesNotContain("Restarted " + site.app() + ".");
  }

  @Test
  void aCertificateNearItsEndMakesNobodyWaitForAnEffect() {
    DeliveredSite site = site();
    database.update(
        "insert into probe (service, kind, next_at, every_millis, bad_wanted, good_wanted,"
            + " created_at, down) values (?, 'CERTIFICATE', ?, 21600000, 1, 1, ?, true)"
            + " on conflict (service, kind) do update set down = true",
        site.id(),
        java.sql.Timestamp.from(now().plus(Duration.ofDays(1))),
        java.sql.Timestamp.from(now()));
    breakDown(site);
    Incident incident = notice(site);
    passUntil(() -> isAt(incident, "timer_awaitEffect"));

    Instant judged =
        management
            .createJobQuery()
            .processInstanceId(incident.id())
            .activityId("timer_awaitEffect")
            .singleResult()
            .getDuedate()
            .toInstant();
    assertThat(Duration.between(now(), judged))
        .as("three minutes, and three looks at the page, a minute apart")
        .isEqualTo(Duration.ofMinutes(6));
    mend(site);
  }
}
