package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.update.VisitorsHands;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions, updates and the rollout together, nothing played in between. */
class SecurityUpdateRolloutWholeProcessTests extends RolloutStage {

  private static final int MOST_TICKS = 400;

  @Test
  void fromAPublishedAdvisoryToUpdatedServicesByNothingButAnOwnersWord() {
    String ofOps = running(worker(ManagedBy.OPS));
    String ofCommunity = running(worker(ManagedBy.COMMUNITY));
    String ana = owner(ofCommunity);
    Play play = start(advisory());
    runAll(play);
    answer(play, ofCommunity, ana, "{\"answer\": \"go\"}");
    // Nobody objects to the notice about what Ops manage.
    tickUntil(play, () -> instance(play) == null);

    assertThat(state(play)).isEqualTo("completed");
    for (String service : List.of(ofOps, ofCommunity)) {
      assertThat(state(play, service)).isEqualTo("updated");
      assertThat(inventory.find(service).orElseThrow().image()).isEqualTo(image("1.0.1"));
      assertThat(app(service).image()).isEqualTo(image("1.0.1"));
    }
    assertThat(row(play, ofCommunity)).containsEntry("decided_by", ana);
    assertThat(door.get(ana, "/api/rollouts/" + play.id()).json().path("services").toString())
        .isEqualTo("{\"updated\":1}");
    // The approvals know that it is done.
    runAll(play);
    assertThat(approvalsOf(play)).isEmpty();
    assertThat(mailsTo(ana, "Actualización de seguridad terminada: " + cve)).isOne();
  }

  @Test
  void aWithdrawalReachesOwnersAndUpdates(@Autowired Sandbox sandbox) {
    String worker = running(worker(ManagedBy.COMMUNITY));
    String other = worker(ManagedBy.COMMUNITY);
    String ana = owner(worker);
    database.update(
        "update community set maintenance_window = 'Sun 03:00-04:00' where slug = ?",
        worker.substring(0, worker.indexOf('.')));
    Play play = start(advisory());
    database.update("update rollout set ring = 2 where id = ?", play.id());
    runAll(play);
    answer(play, worker, ana, "{\"answer\": \"go\"}");
    tickUntil(play, () -> state(play, worker).equals("updating"));
    runAll(play);
    post("ops", withdrawn(advisory()));
    runAll(play);
    assertThat(state(play)).isEqualTo("withdrawn");
    assertThat(state(play, worker)).isEqualTo("withdrawn");
    assertThat(state(play, other)).isEqualTo("withdrawn");
    assertThat(updatesOf(worker)).isEmpty();
    assertThat(approvalsOf(play)).isEmpty();
    assertThat(instance(play)).isNull();
    assertThat(app(worker).image()).isEqualTo(image("1.0.0"));
    // The report tells her of it in her language.
    await()
        .untilAsserted(
            () ->
                assertThat(SandboxHands.mailsTo(sandbox, ana))
                    .anyMatch(
                        body ->
                            body.replaceAll("\\s+", " ")
                                .contains(
                                    "Terminó antes de tiempo: Quien publicó el aviso lo ha"
                                        + " retirado.")));
  }

  @Test
  void nobodyIsAskedAgainAboutWhatWasWithdrawnMeanwhile() {
    String worker = worker(ManagedBy.COMMUNITY);
    String ana = owner(worker);
    Play play = start(advisory());
    runAll(play);
    answer(play, worker, ana, "{\"answer\": \"noGo\", \"reason\": \"Our fair is on\"}");
    runAll(play);
    exempt(play, now().plus(Duration.ofDays(10)));
    tickUntil(play, () -> state(play).equals("completed"));
    assertThat(state(play, worker)).isEqualTo("exempted");
    assertThat(approvalsOf(play)).hasSize(1);

    assertThat(state(start(withdrawn(advisory())))).isEqualTo("noted");
    long asked = mailsTo(ana, "Actualización de seguridad: " + cve);
    tickUntil(play, () -> approvalsOf(play).isEmpty());
    assertThat(state(play, worker)).isEqualTo("withdrawn");
    assertThat((String) row(play, worker).get("reason")).contains("withdrawn by its publisher");
    assertThat(mailsTo(ana, "Actualización de seguridad: " + cve)).isEqualTo(asked);
  }

  /** Ops take the owners' no for an exemption, two of them. */
  private void exempt(Play play, Instant until) {
    String second = newOps();
    Task blocker = taskOf(approvalsOf(play).get(0));
    assertThat(blocker.getTaskDefinitionKey()).isEqualTo("userTask_resolveBlocker");
    Map<String, Object> fields =
        Map.of(
            "decision", "exempt",
            "reason", "The fair ends on Sunday",
            "measure", "A filter stands before it",
            "until", LocalDate.ofInstant(until, ZoneOffset.UTC).toString());
    Answer proposed = submit("ops", blocker, fields);
    assertThat(proposed.status()).as(proposed.text()).isIn(200, 204);
    runAll(play);
    Task confirmation = taskOf(approvalsOf(play).get(0));
    if (confirmation != null) {
      Answer confirmed = submit(second, confirmation, Map.of("decision", "confirm"));
      assertThat(confirmed.status()).as(confirmed.text()).isIn(200, 204);
      runAll(play);
    }
  }

  private Task taskOf(ProcessInstance approval) {
    return tasks.createTaskQuery().processInstanceId(approval.getId()).singleResult();
  }

  private void answer(Play play, String service, String owner, String answer) {
    Answer given =
        door.post(
            owner, "/api/approvals/" + row(play, service).get("approval") + "/answers", answer);
    assertThat(given.status()).as(given.text()).isEqualTo(200);
  }

  private AppStatus app(String service) {
    return hosting.find(inventory.find(service).orElseThrow().appId()).orElseThrow();
  }

  /** Everything that is due, in whichever of the processes. */
  private void runAll(Play play) {
    for (Optional<Job> job = due(play); job.isPresent(); job = due(play)) {
      awaitPlatform(play);
      attempt(job.get());
    }
  }

  private void tickUntil(Play play, BooleanSupplier done) {
    runAll(play);
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      Instant next =
          Stream.concat(
                  VisitorsHands.next(desk).stream(),
                  jobs(play).stream()
                      .filter(job -> job.getDuedate() != null)
                      .map(job -> job.getDuedate().toInstant()))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      if (next.isAfter(now())) {
        ClockUtil.setCurrentTime(Date.from(next));
      }
      VisitorsHands.sendDue(desk);
      runAll(play);
    }
    assertThat(done.getAsBoolean()).as("it has come to that; at %s", at(play)).isTrue();
  }

  private Optional<Job> due(Play play) {
    return jobs(play).stream()
        .filter(job -> job.getDuedate() == null || !job.getDuedate().toInstant().isAfter(now()))
        .filter(job -> job.getRetries() > 0)
        .findFirst();
  }

  private List<Job> jobs(Play play) {
    List<String> instances = new ArrayList<>(List.of(play.instance()));
    approvalsOf(play).forEach(approval -> instances.add(approval.getId()));
    updates(play).forEach(update -> instances.add(update.getId()));
    return instances.stream()
        .flatMap(
            instance -> management.createJobQuery().processInstanceId(instance).list().stream())
        .toList();
  }

  private List<ProcessInstance> updates(Play play) {
    return database
        .queryForList(
            "select service from rollout_service where rollout = ?", String.class, play.id())
        .stream()
        .flatMap(service -> updatesOf(service).stream())
        .toList();
  }

  /** Gives the platform the time that it needs, since only the desk's clock is moved. */
  private void awaitPlatform(Play play) {
    updates(play).stream()
        .map(ProcessInstance::getBusinessKey)
        .forEach(
            service ->
                await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> app(service).settled()));
  }
}
