package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.audit.AuditEntry;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.onboarding.Letters;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Services of a community, what is said about them by REST, and what the probes then tell. */
@ProcessTest
abstract class WatchStage {

  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  @Autowired protected ConfigurableApplicationContext desk;
  @Autowired protected JdbcTemplate database;
  @Autowired protected Door door;
  @Autowired protected AuditTrail audit;
  protected Letters letters;
  protected final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<DeliveredSite> services = new ArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ears =
      new ApplicationListener<>() {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
          if (event.getPayload().getClass().getPackageName().endsWith("status.events")) {
            told.add(event.getPayload());
          }
        }
      };

  @BeforeEach
  void stage(@Autowired Environment settings) {
    letters = new Letters(settings);
    desk.addApplicationListener(ears);
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    desk.removeApplicationListener(ears);
    ClockUtil.reset();
    services.forEach(DeliveredSite::remove);
  }

  DeliveredSite site() {
    return known(DeliveredSite.site(desk, "ghcr.io/hispano/site:1.4.0"));
  }

  DeliveredSite worker() {
    return known(DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1"));
  }

  private DeliveredSite known(DeliveredSite service) {
    services.add(service);
    ProbeHands.watch(desk, service.id());
    return service;
  }

  void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
  }

  Answer get(String who, DeliveredSite service, String what) {
    return door.get(who, path(service, what));
  }

  Answer put(String who, DeliveredSite service, String what, String body) {
    return door.send(who, "PUT", path(service, what), body);
  }

  Answer delete(String who, DeliveredSite service, String what) {
    return door.send(who, "DELETE", path(service, what), null);
  }

  static String path(DeliveredSite service, String what) {
    return "/api/services/" + service.id() + "/" + what;
  }

  /** What the desk tells of its looks of this kind at the service. */
  JsonNode probe(DeliveredSite service, String kind) {
    Answer answer = get(service.ana(), service, "probes");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    for (JsonNode probe : answer.json().path("probes")) {
      if (probe.path("kind").asText().equals(kind)) {
        return probe;
      }
    }
    throw new AssertionError("no " + kind + " in " + answer.text());
  }

  /** The body in a row of wrong ones, which the pointer to what is wrong follows after a bar. */
  static String body(String row) {
    return row.substring(0, row.lastIndexOf('|'));
  }

  static void assertNamed(Answer refused, String row) {
    assertThat(refused.status()).as(row + refused.text()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText())
        .as(row)
        .isEqualTo(row.substring(row.lastIndexOf('|') + 1).strip());
  }

  /** The audit trail about the service, a line each. */
  List<String> trail(DeliveredSite service) {
    return audit.of("service/" + service.id()).stream().map(WatchStage::line).toList();
  }

  private static String line(AuditEntry entry) {
    return entry.who()
        + " "
        + entry.action()
        + (entry.detail().isEmpty() ? "" : ": ")
        + entry.detail();
  }
}
