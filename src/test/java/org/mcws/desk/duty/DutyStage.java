package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.TreeRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A desk with Ana García and Ben Okafor in Community Ops, beside the account {@code ops}, and a
 * calendar. Ops work on 2026-12-01, a Tuesday.
 */
@DeskTest
abstract class DutyStage {

  static final CalendarServer CALENDAR = new CalendarServer();
  static final String ANA = "ana@duty.test";
  static final String BEN = "ben@duty.test";
  static final String OWNER = "olga@duty.test";
  static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  @Autowired Door door;
  @Autowired DutyRota rota;
  @Autowired FeedRefresh refresh;
  @Autowired JdbcTemplate database;
  @Autowired Clock clock;
  @Autowired private People people;
  @Autowired private IdentityService identity;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("desk.duty.feed-url", CALENDAR::url);
    registry.add("desk.duty.feed-private", () -> "true");
    registry.add("desk.duty.timeouts.connect", () -> "PT2S");
    registry.add("desk.duty.timeouts.read", () -> "PT4S");
    registry.add("desk.duty.module-owner", () -> "BEN@duty.test");
    // Mails stay where tests can read them, and the calendar is read when a test says so.
    registry.add("desk.notification.every", () -> "P1D");
    registry.add("desk.duty.refresh-every", () -> "P1D");
  }

  @BeforeEach
  void enter() {
    account(ANA, "Ana García", People.OPS);
    account(BEN, "Ben Okafor", People.OPS);
    account(OWNER, "Olga Owner", null);
    clear();
    at(NOON);
  }

  @AfterEach
  void leave() {
    ClockUtil.reset();
    clear();
    List.of(ANA, BEN, OWNER).forEach(people::removeAccount);
  }

  void at(Instant moment) {
    ClockUtil.setCurrentTime(Date.from(moment));
  }

  /** Reads the calendar now, due or not. */
  void refresh() {
    due();
    refresh.refresh();
  }

  void due() {
    database.update("update duty_feed set due_at = '1970-01-01T00:00:00Z'");
  }

  JsonNode get(String path) {
    Door.Answer answer = door.get(ANA, path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Adds a shift of that account; gives its id. */
  String shift(String account, String from, String to, String more) {
    Door.Answer answer =
        door.post(
            ANA,
            "/api/duty/shifts",
            "{\"account\": \"%s\", \"from\": \"%s\", \"to\": \"%s\"%s}"
                .formatted(account, from, to, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  List<String> onDuty() {
    return rota.now().stream().map(DutyPerson::account).toList();
  }

  private void account(String address, String name, String group) {
    people.addAccount(address, name);
    people.setPassword(address, TreeRequest.PASSWORD);
    if (group != null) {
      identity.createMembership(address, group);
    }
  }

  private void clear() {
    CALENDAR.give(CalendarServer.empty());
    for (String table :
        List.of("duty_shift", "duty_person", "duty_feed_turn", "duty_handover", "outbox_mail")) {
      database.update("delete from " + table);
    }
    database.update(
        "update duty_feed set source = '', etag = null, last_modified = null, body = null,"
            + " read_at = null, changed_at = null, told_until = null, failure = null,"
            + " due_at = '2100-01-01T00:00:00Z'");
  }
}
