package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.core.env.Environment;

/** What services print, by REST. */
class ServiceLogProcessTests extends WatchStage {

  @Test
  void ownersAndOpsReadWhatItHasPrinted() {
    DeliveredSite worker = worker();
    worker.awaitSettled();
    for (String reader : new String[] {worker.ana(), worker.ben(), "ops"}) {
      Answer log = get(reader, worker, "log");
      assertThat(log.status()).as(log.text()).isEqualTo(200);
      assertThat(log.text()).contains("pretends to run ghcr.io/hispano/bot:1");
    }
    assertThat(get("reviewer", worker, "log").status()).isEqualTo(403);
    assertThat(get(site().ana(), worker, "log").status()).isEqualTo(404);
  }

  @Test
  void nothingIsPrintedByWhatIsGone() {
    DeliveredSite worker = worker();
    new PlatformOutside(desk.getBean(Environment.class)).removeApp(worker.app());
    Answer log = get(worker.ana(), worker, "log");
    assertThat(log.status()).isEqualTo(200);
    assertThat(log.text()).isEmpty();
  }

  @Test
  void aPlatformThatDoesNotAnswerIsSaidToBeSilentAndNoMore() {
    DeliveredSite worker = worker();
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"error\", \"path\": \"/v2/apps" + worker.app() + "\", \"times\": 20}");
    try {
      Answer log = get(worker.ana(), worker, "log");
      assertThat(log.status()).as(log.text()).isEqualTo(503);
      assertThat(log.json().path("detail").asText())
          .contains("try again in a while")
          .doesNotContain("127.0.0.1");
    } finally {
      door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    }
  }

  @Test
  void whatDoesNotAlwaysRunSaysWhereToLook() {
    StatusStage stage = StatusStage.of(desk, "Lacemakers");
    try {
      String job = stage.service(ServiceKind.SCHEDULED, "job", null);
      String domain = stage.service(ServiceKind.DOMAIN, "domain", "lace.example");
      Answer runs = door.get("ops", "/api/services/" + job + "/log");
      assertThat(runs.status()).isEqualTo(409);
      assertThat(runs.json().path("detail").asText()).contains("/api/services/" + job + "/runs");
      assertThat(door.get("ops", "/api/services/" + domain + "/log").status()).isEqualTo(409);
    } finally {
      stage.remove();
    }
  }
}
