package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.status.events.ProbeVerdict;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Workers that tell that they are at work, or do not. */
class HeartbeatProcessTests extends WatchStage {

  private static final String HOURLY = "{\"every\": \"PT1H\", \"grace\": \"PT10M\"}";
  private static final String WRONG =
      """
      {"grace": "PT0S"}                        | /every
      {"every": "PT59.9S", "grace": "PT0S"}    | /every
      {"every": "P31DT1S", "grace": "PT0S"}    | /every
      {"every": "P1M", "grace": "PT0S"}        | /every
      {"every": "PT1H"}                        | /grace
      {"every": "PT1H", "grace": "-PT1S"}      | /grace
      {"every": "PT1H", "grace": "P7DT1S"}     | /grace
      """;
  private static final Duration PATIENCE = Duration.ofMinutes(70);

  @Test
  void aWorkerThatDoesNotTellInTimeIsDownUntilItTells() {
    DeliveredSite worker = worker();
    String address = expect(worker);
    assertThat(get(worker.ben(), worker, "watch").json().path("heartbeat").toString())
        .isEqualTo("{\"every\":\"PT1H\",\"grace\":\"PT10M\"}");
    assertThat(heartbeat(worker).path("nextLook").asText())
        .isEqualTo(TUESDAY.plus(PATIENCE).toString());

    pass(PATIENCE.minusMillis(1));
    ProbeHands.look(desk);
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
    assertThat(beat(address)).isEqualTo(204);
    pass(PATIENCE.minusMillis(1));
    ProbeHands.look(desk);
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();

    pass(Duration.ofMillis(1));
    ProbeHands.look(desk);
    assertThat(ProbeHands.down(desk, worker.id())).containsExactly("HEARTBEAT");
    assertThat(verdicts()).hasSize(1);
    assertThat(heartbeat(worker).path("evidence").asText()).contains("has not told in time");
    assertThat(openOutages(worker)).isEqualTo(1);

    pass(Duration.ofMinutes(5));
    ProbeHands.look(desk);
    assertThat(verdicts()).hasSize(1);
    assertThat(beat(address)).isEqualTo(204);
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
    assertThat(verdicts()).last().extracting(ProbeVerdict::up).isEqualTo(true);
    assertThat(openOutages(worker)).isZero();
    assertThat(heartbeat(worker).path("nextLook").asText())
        .isEqualTo(now().plus(PATIENCE).toString());
    assertThat(heartbeat(worker).path("heardAt").asText()).isEqualTo(now().toString());
    assertThat(heartbeat(worker).path("interval").asText()).isEqualTo("PT1H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST"})
  void whateverTheJobCallsWithWillDo(String method) {
    DeliveredSite worker = worker();
    String address = expect(worker);
    Answer answer = door.send(null, method, address, null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
    assertThat(heartbeat(worker).path("heardAt").asText()).isEqualTo(TUESDAY.toString());
    Answer form =
        door.send(
            door.request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("heard_at=never&_method=DELETE"))
                .build());
    assertThat(form.status()).isEqualTo(204);
    assertThat(door.send(null, "PUT", address, "{}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "0123456789012345678901234567890-",
        "%00",
        "0123456789012345678901234567890-/fail"
      })
  void anUnknownAddressIsNothing(String token) {
    Answer answer = door.get(null, "/api/heartbeats/" + token);
    assertThat(answer.status()).isIn(400, 404);
  }

  @Test
  void theTokenIsNeitherKeptNorLoggedNorToldAgain() {
    DeliveredSite worker = worker();
    String address = expect(worker);
    String token = address.substring(address.lastIndexOf('/') + 1);
    assertThat(token).hasSize(32);
    assertThat(database.queryForMap("select * from service_watch where service = ?", worker.id()))
        .doesNotContainValue(token)
        .extractingByKey("heartbeat_hash")
        .asString()
        .hasSize(64);
    assertThat(get("ops", worker, "watch").text()).doesNotContain(token);
    assertThat(trail(worker))
        .containsExactly(worker.ana() + " heartbeat expected: every PT1H, grace PT10M");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aDeskThatCannotHearSaysSoAndWritesNoAddressDown(CapturedOutput log) {
    DeliveredSite worker = worker();
    String address = expect(worker);
    database.execute("alter table probe rename column heard_at to heard_at_");
    try {
      Answer deaf = door.get(null, address);
      assertThat(deaf.status()).isEqualTo(503);
      assertThat(deaf.header("Retry-After")).isEqualTo("60");
    } finally {
      database.execute("alter table probe rename column heard_at_ to heard_at");
    }
    assertThat(log.getAll())
        .contains("A heartbeat could not be heard")
        .doesNotContain(address.substring(address.lastIndexOf('/') + 1));
  }

  @Test
  void aRenewedHeartbeatHasAnotherAddressAndBeginsAnew() {
    DeliveredSite worker = worker();
    String old = expect(worker);
    pass(PATIENCE);
    ProbeHands.look(desk);
    String young =
        address(put("ops", worker, "heartbeat", "{\"every\": \"P31D\", \"grace\": \"PT0S\"}"));

    assertThat(young).isNotEqualTo(old);
    assertThat(beat(old)).isEqualTo(404);
    assertThat(ProbeHands.down(desk, worker.id())).containsExactly("HEARTBEAT");
    assertThat(heartbeat(worker).path("nextLook").asText())
        .isEqualTo(now().plus(Duration.ofDays(31)).toString());
    assertThat(beat(young)).isEqualTo(204);
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
  }

  @Test
  void whoNeedNotTellAnyMoreIsNotDownByIt() {
    DeliveredSite worker = worker();
    String address = expect(worker);
    pass(PATIENCE);
    ProbeHands.look(desk);
    assertThat(openOutages(worker)).isEqualTo(1);

    assertThat(delete(worker.ben(), worker, "heartbeat").status()).isEqualTo(204);
    assertThat(delete(worker.ben(), worker, "heartbeat").status()).isEqualTo(204);

    assertThat(openOutages(worker)).isZero();
    assertThat(verdicts()).last().extracting(ProbeVerdict::up).isEqualTo(true);
    assertThat(verdicts()).hasSize(2);
    assertThat(beat(address)).isEqualTo(404);
    assertThat(get("ops", worker, "watch").json().has("heartbeat")).isFalse();
    assertThat(get("ops", worker, "probes").text()).doesNotContain("heartbeat");
    assertThat(trail(worker)).last().isEqualTo(worker.ben() + " heartbeat ended");
  }

  @Test
  void aJobThatTellsThatItHasFailedIsDownAtOnce() {
    DeliveredSite worker = worker();
    String address = expect(worker);
    assertThat(door.post(null, address + "/fail", null).status()).isEqualTo(204);

    assertThat(ProbeHands.down(desk, worker.id())).containsExactly("HEARTBEAT");
    assertThat(verdicts().get(0).evidence()).contains("has failed");
    pass(PATIENCE);
    ProbeHands.look(desk);
    assertThat(door.get(null, address + "/fail").status()).isEqualTo(204);
    assertThat(verdicts()).hasSize(1);
    assertThat(heartbeat(worker).path("since").asText()).isEqualTo(TUESDAY.toString());

    beat(address);
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
  }

  /** A look was taken because it was due, and the beat arrives before the look is counted. */
  @Test
  void aBeatThatOvertakesALookIsNotLost() {
    DeliveredSite worker = worker();
    String address = expect(worker);
    pass(PATIENCE);
    DueProbe look = taken(worker);
    assertThat(beat(address)).isEqualTo(204);
    desk.getBean(Verdicts.class).count(look, Sighting.bad("silent"));

    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
    assertThat(verdicts()).isEmpty();
  }

  /** The beat arrives while a look that found silence is being counted, and waits for that. */
  @Test
  void aBeatDuringTheCountMakesItGoodAfterwards() throws Exception {
    DeliveredSite worker = worker();
    String address = expect(worker);
    pass(PATIENCE);
    DueProbe look = taken(worker);
    ExecutorService job = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> answer =
          desk.getBean(TransactionTemplate.class)
              .execute(
                  status -> {
                    desk.getBean(Verdicts.class).count(look, Sighting.bad("silent"));
                    Future<Integer> called = job.submit(() -> beat(address));
                    awaitSomebodyWaiting();
                    return called;
                  });
      assertThat(answer.get()).isEqualTo(204);
    } finally {
      job.shutdownNow();
    }
    assertThat(ProbeHands.down(desk, worker.id())).isEmpty();
    assertThat(verdicts()).extracting(ProbeVerdict::up).containsExactly(false, true);
    assertThat(openOutages(worker)).isZero();
  }

  /** A renewal is under way: the old address is worth nothing to a beat that waits for it. */
  @Test
  void aBeatDuringARenewalDoesNotCount() throws Exception {
    DeliveredSite worker = worker();
    String address = expect(worker);
    ExecutorService job = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> answer =
          desk.getBean(TransactionTemplate.class)
              .execute(
                  status -> {
                    desk.getBean(Heartbeats.class)
                        .expect(
                            desk.getBean(Inventory.class).find(worker.id()).orElseThrow(),
                            Duration.ofMinutes(1),
                            Duration.ZERO,
                            "ops");
                    desk.getBean(ServiceWatches.class).flush();
                    Future<Integer> called = job.submit(() -> beat(address));
                    awaitSomebodyWaiting();
                    return called;
                  });
      assertThat(answer.get()).isEqualTo(404);
    } finally {
      job.shutdownNow();
    }
    assertThat(heartbeat(worker).path("nextLook").asText())
        .isEqualTo(TUESDAY.plus(Duration.ofMinutes(1)).toString());
    assertThat(heartbeat(worker).has("heardAt")).isFalse();
  }

  @Test
  void beatsAndLooksOfSeveralDesksAtTheSameMomentLeaveItWell() throws Exception {
    DeliveredSite worker = worker();
    String address =
        address(
            put(worker.ana(), worker, "heartbeat", "{\"every\": \"PT1M\", \"grace\": \"PT0S\"}"));
    ExecutorService all = Executors.newFixedThreadPool(4);
    Callable<Integer> look =
        () -> {
          ProbeHands.look(desk);
          return 204;
        };
    Callable<Integer> beat = () -> beat(address);
    try {
      for (int i = 0; i < 30; i++) {
        pass(Duration.ofMinutes(1));
        for (Future<Integer> done : all.invokeAll(List.of(look, beat, look, beat))) {
          assertThat(done.get()).isEqualTo(204);
        }
        assertThat(ProbeHands.down(desk, worker.id())).as("after %d minutes", i).isEmpty();
        assertThat(heartbeat(worker).path("nextLook").asText())
            .isEqualTo(now().plus(Duration.ofMinutes(1)).toString());
      }
    } finally {
      all.shutdownNow();
    }
    assertThat(openOutages(worker)).isZero();
  }

  @Test
  void aWorkerThatMattersMoreNeedNotTellEarlier() {
    DeliveredSite worker = worker();
    expect(worker);
    database.update(
        "update probe set every_millis = 1 where service = ? and kind = 'HEARTBEAT'", worker.id());
    put("ops", worker, "watch", "{\"importance\": \"high\"}");

    assertThat(heartbeat(worker).path("nextLook").asText())
        .isEqualTo(TUESDAY.plus(PATIENCE).toString());
    assertThat(
            database.queryForObject(
                "select every_millis from probe where service = ? and kind = 'HEARTBEAT'",
                Long.class,
                worker.id()))
        .isEqualTo(60_000);
  }

  @Test
  void onlyAWorkerHasAHeartbeat() {
    DeliveredSite site = site();
    assertThat(put(site.ana(), site, "heartbeat", HOURLY).status()).isEqualTo(409);
  }

  @Test
  void whatIsWrongIsNamed() {
    DeliveredSite worker = worker();
    assertThat(WRONG.lines())
        .isNotEmpty()
        .allSatisfy(row -> assertNamed(put(worker.ana(), worker, "heartbeat", body(row)), row));
    assertThat(get("ops", worker, "watch").json().has("heartbeat")).isFalse();
  }

  private String expect(DeliveredSite worker) {
    return address(put(worker.ana(), worker, "heartbeat", HOURLY));
  }

  /** The path of the secret address. */
  private static String address(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String address = answer.json().path("address").asText();
    assertThat(address).startsWith("http").contains("/api/heartbeats/");
    return address.substring(address.indexOf("/api/"));
  }

  private int beat(String address) {
    return door.get(null, address).status();
  }

  private JsonNode heartbeat(DeliveredSite worker) {
    return probe(worker, "heartbeat");
  }

  private DueProbe taken(DeliveredSite worker) {
    return desk.getBean(Probes.class).takeDue(now(), 100).stream()
        .filter(look -> look.service().equals(worker.id()) && look.kind() == ProbeKind.HEARTBEAT)
        .findFirst()
        .orElseThrow();
  }

  private void awaitSomebodyWaiting() {
    Awaitility.await()
        .until(
            () ->
                database.queryForObject(
                        "select count(*) from pg_stat_activity"
                            + " where wait_event_type = 'Lock' and query like '%heard_at%'",
                        Long.class)
                    > 0);
  }

  private List<ProbeVerdict> verdicts() {
    return told.stream().map(ProbeVerdict.class::cast).toList();
  }

  private long openOutages(DeliveredSite worker) {
    return database.queryForObject(
        "select count(*) from outage where service = ? and ended_at is null",
        Long.class,
        worker.id());
  }

  private static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }
}
