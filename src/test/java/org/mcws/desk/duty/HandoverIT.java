package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose duty begins hears of it, once. */
class HandoverIT extends DutyStage {

  @Autowired private Handover handover;
  @Autowired private Handovers told;
  @Autowired private Turns turns;
  @Autowired private HandoverMail mail;
  @Autowired private TransactionTemplate transaction;

  @Test
  void whoseDutyBeginsIsToldOnceInTheirLanguageAndTime() {
    door.send(
        ANA,
        "PUT",
        "/api/duty/people/" + ANA,
        "{\"language\": \"es\", \"timeZone\": \"Europe/Madrid\"}");
    shift(ANA, "2026-12-01T14:00", "2026-12-01T23:00", "");
    handover.tell();
    assertThat(mails()).as("an hour too early").isEmpty();
    at(Instant.parse("2026-12-01T13:00:30Z"));
    handover.tell();
    handover.tell();
    assertThat(mails())
        .extracting(mail -> mail.get("recipient"), mail -> mail.get("subject"))
        .containsExactly(tuple(ANA, "Ahora está de guardia"));
    assertThat(mails().get(0).get("body").toString())
        .contains(
            "martes, 1 de diciembre de 2026",
            "23:00 (Europe/Madrid)",
            "/ops",
            "/camunda/app/tasklist/");
  }

  @Test
  void twoShiftsAreTwoHandovers() {
    shift(ANA, "2026-12-01T11:30", "2026-12-01T13:00", "");
    shift(ANA, "2026-12-01T14:00", "2026-12-01T15:00", "");
    handover.tell();
    at(Instant.parse("2026-12-01T14:05:00Z"));
    handover.tell();
    assertThat(mails()).hasSize(2);
  }

  @Test
  void whatBeganMoreThanAnHourAgoOrIsOverIsNoNews() {
    shift(ANA, "2026-12-01T11:00", "2026-12-01T20:00", "");
    shift(BEN, "2026-12-01T11:10", "2026-12-01T11:50", "");
    handover.tell();
    assertThat(mails()).isEmpty();
    shift("ops", "2026-12-01T11:01", "2026-12-01T20:00", "");
    handover.tell();
    assertThat(mails()).extracting(mail -> mail.get("recipient")).containsExactly("ops@desk.test");
  }

  @Test
  void whoGoesOnIsNotToldAgain() {
    shift(ANA, "2026-12-01T09:00", "2026-12-01T12:00", "");
    shift(ANA, "2026-12-01T12:00", "2026-12-01T15:00", "");
    shift(BEN, "2026-12-01T12:00", "2026-12-01T15:00", "");
    handover.tell();
    assertThat(mails()).extracting(mail -> mail.get("recipient")).containsExactly(BEN);
  }

  @Test
  void aSubstituteIsToldAndWhoIsAwayIsNot() {
    String id = shift(ANA, "2026-12-01T12:00", "2026-12-01T15:00", "");
    shift(BEN, "2026-12-01T12:00", "2026-12-01T13:00", ", \"insteadOf\": \"" + id + "\"");
    shift("ops", "2026-12-01T12:00", "2026-12-01T15:00", "");
    door.send("ops", "PUT", "/api/duty/away", "{\"until\": \"2026-12-01\"}");
    handover.tell();
    assertThat(mails()).extracting(mail -> mail.get("recipient")).containsExactly(BEN);
  }

  @Test
  void severalDesksTellOnce() throws Exception {
    shift(ANA, "2026-12-01T12:00", "2026-12-01T15:00", "");
    shift(BEN, "2026-12-01T12:00", "2026-12-01T15:00", "");
    CyclicBarrier gun = new CyclicBarrier(3);
    ExecutorService desks = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Handover desk = new Handover(turns, told, mail, transaction, clock);
        work.add(
            desks.submit(
                () -> {
                  gun.await();
                  desk.tell();
                  return null;
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      desks.shutdownNow();
    }
    assertThat(mails())
        .extracting(mail -> mail.get("recipient"))
        .containsExactlyInAnyOrder(ANA, BEN);
  }

  @Test
  void whatIsNotedIsForgottenAfterAWeek() {
    shift(ANA, "2026-12-01T12:00", "2026-12-01T15:00", "");
    handover.tell();
    assertThat(noted()).isOne();
    at(Instant.parse("2026-12-08T11:59:00Z"));
    handover.tell();
    assertThat(noted()).isOne();
    at(Instant.parse("2026-12-08T12:01:00Z"));
    handover.tell();
    assertThat(noted()).isZero();
  }

  private long noted() {
    return database.queryForObject("select count(*) from duty_handover", Long.class);
  }

  private List<Map<String, Object>> mails() {
    return database.queryForList("select recipient, subject, body from outbox_mail");
  }
}
