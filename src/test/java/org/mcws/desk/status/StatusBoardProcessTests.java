package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.audit.AuditEntry;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What processes and Ops write on the board, and what the public reads of it. */
@ProcessTest
class StatusBoardProcessTests {

  private static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private JdbcTemplate database;
  @Autowired private Door door;
  @Autowired private AuditTrail audit;

  private StatusStage gulls;
  private String www;
  private String wiki;
  private final String id = "incident-" + UUID.randomUUID();

  @BeforeEach
  void stage() {
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
    gulls = StatusStage.of(desk, "Community of Gulls");
    www = gulls.site("www");
    wiki = gulls.site("wiki");
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    gulls.remove();
    database.update("delete from status_notice where id = ?", id);
  }

  @Test
  void nobodyOutsideSeesADraft() {
    draft("The website is down", www);
    gulls.board(board -> board.tell(id, Phase.INVESTIGATING, "We are looking for the cause."));
    assertThat(door.get(null, "/status").text()).doesNotContain("The website is down");
    assertThat(door.get(null, "/status/incidents/" + id).status()).isEqualTo(404);
    assertThat(door.get(null, "/api/v2/incidents/" + id + ".json").status()).isEqualTo(404);
    assertThat(isPublished()).isFalse();
    assertThat(news()).isEmpty();
  }

  @Test
  void aDraftWaitsWhileAllOfItsServicesArePaused() {
    draft("The website is down", www);
    database.update(
        "insert into service_watch (service, paused_until, paused_by, paused_why)"
            + " values (?, ?, 'ana', 'We move house')",
        www,
        Timestamp.from(TUESDAY.plus(Duration.ofMinutes(30))));
    pass(Duration.ofMinutes(20));
    BoardHands.publishDue(desk);
    assertThat(isPublished()).isFalse();
    pass(Duration.ofMinutes(10));
    BoardHands.publishDue(desk);
    assertThat(isPublished()).isTrue();
  }

  @Test
  void itIsPublishedByItselfAfterTenMinutesWhoeverRenewsIt() {
    draft("The website is down", www);
    pass(Duration.ofMinutes(9));
    draft("The website and the wiki are down", www, wiki);
    BoardHands.publishDue(desk);
    assertThat(isPublished()).isFalse();
    pass(Duration.ofMinutes(1));
    BoardHands.publishDue(desk);
    assertThat(isPublished()).isTrue();
    assertThat(incident().path("name").asText()).isEqualTo("The website and the wiki are down");
    assertThat(incident().path("created_at").asText()).isEqualTo("2027-03-02T11:10:00Z");
    assertThat(audit.of("status/" + id))
        .extracting(AuditEntry::who, AuditEntry::action)
        .containsExactly(tuple("desk", "incident published"));
  }

  @Test
  void twoDesksPublishADraftOnce() throws Exception {
    draft("The website is down", www);
    pass(Duration.ofMinutes(10));
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService desks = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        work.add(
            desks.submit(
                () -> {
                  gun.await();
                  BoardHands.publishDue(desk);
                  return null;
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      desks.shutdownNow();
    }
    assertThat(news()).containsExactly("OPENED INVESTIGATING");
    assertThat(audit.of("status/" + id)).hasSize(1);
  }

  @Test
  void everythingMayBeRepeated() {
    for (int i = 0; i < 2; i++) {
      draft("The website is down", www);
      gulls.board(board -> board.tell(id, Phase.INVESTIGATING, "We are looking."));
    }
    for (int i = 0; i < 2; i++) {
      gulls.board(board -> board.publish(id));
      draft("A title that comes too late", wiki);
    }
    for (int i = 0; i < 2; i++) {
      gulls.board(board -> board.tell(id, Phase.RESOLVED, "It is mended."));
      gulls.board(board -> board.withdraw(id, "A false alarm: it worked all the time."));
    }
    assertThat(incident().path("name").asText()).isEqualTo("The website is down");
    assertThat(incident().path("incident_updates").findValuesAsText("body"))
        .containsExactly("It is mended.", "We are looking.");
    assertThat(incident().path("components").findValuesAsText("id")).containsExactly(www);
    assertThat(news()).containsExactly("OPENED INVESTIGATING", "RESOLVED RESOLVED");
  }

  @Test
  void updatesLeadThroughThePhases() {
    String incident = gulls.incident("The website is down", Impact.CRITICAL, TUESDAY, www);
    pass(Duration.ofMinutes(5));
    gulls.board(board -> board.tell(incident, Phase.MONITORING, "It is back."));
    assertThat(incident(incident).path("status").asText()).isEqualTo("monitoring");
    assertThat(incident(incident).path("monitoring_at").asText()).isEqualTo("2027-03-02T11:05:00Z");
    assertThat(state(www)).as("what the probes see counts").isEqualTo("operational");
    pass(Duration.ofMinutes(5));
    gulls.board(board -> board.tell(incident, Phase.RESOLVED, "It stays."));
    assertThat(incident(incident).path("resolved_at").asText()).isEqualTo("2027-03-02T11:10:00Z");
    gulls.board(board -> board.tell(incident, Phase.POSTMORTEM, "A disk was full."));
    assertThat(incident(incident).path("resolved_at").asText()).isEqualTo("2027-03-02T11:10:00Z");
    gulls.board(board -> board.tell(incident, Phase.INVESTIGATING, "It is down again."));
    assertThat(incident(incident).path("resolved_at").isNull()).isTrue();
    assertThat(door.get(null, "/status").text()).contains("It is down again.");
  }

  @Test
  void aDraftThatWasNoneVanishesAndTheRestIsSilence() {
    draft("The website is down", www);
    gulls.board(board -> board.withdraw(id, "A false alarm: it worked all the time."));
    gulls.board(
        board -> {
          board.tell(id, Phase.RESOLVED, "Never mind.");
          board.affects(id, List.of(wiki));
          board.publish(id);
          board.withdraw(id, "A false alarm: it worked all the time.");
        });
    assertThat(isPublished()).isFalse();
    assertThat(
            database.queryForObject(
                "select count(*) from status_notice where id = ?", Integer.class, id))
        .isZero();
  }

  @Test
  void ofAFalseAlarmThatWasPublishedThePublicHears() {
    draft("The website is down", www);
    gulls.board(board -> board.publish(id));
    gulls.board(board -> board.withdraw(id, "A false alarm: it worked all the time."));
    assertThat(incident().path("status").asText()).isEqualTo("resolved");
    assertThat(incident().path("incident_updates").path(0).path("body").asText())
        .contains("false alarm");
    assertThat(state(www)).isEqualTo("operational");
    assertThat(door.get(null, "/status/incidents/" + id).text())
        .contains("This notice has ended")
        .doesNotContain("It works again");
    assertThat(news()).containsExactly("OPENED INVESTIGATING", "UPDATED WITHDRAWN");
  }

  @Test
  void otherServicesCanBeFoundToBeAffected() {
    String incident = gulls.incident("Some are down", Impact.MAJOR, TUESDAY, www);
    assertThat(state(www)).isEqualTo("partial_outage");
    gulls.board(board -> board.affects(incident, List.of(wiki, gulls.slug() + ".nowhere")));
    assertThat(incident(incident).path("components").findValuesAsText("id")).containsExactly(wiki);
    assertThat(state(www)).isEqualTo("operational");
    assertThat(state(wiki)).isEqualTo("partial_outage");
  }

  @Test
  void maintenanceIsPlannedMovedAndCarriedOut() {
    Instant from = TUESDAY.plus(Duration.ofDays(2));
    Instant until = from.plus(Duration.ofHours(1));
    Notice notice = new Notice("A new database", Impact.MINOR, List.of(www), TUESDAY);
    for (int i = 0; i < 2; i++) {
      gulls.board(board -> board.plan(id, notice, from, until));
    }
    assertThat(maintenance("upcoming").path("scheduled_for").asText())
        .isEqualTo("2027-03-04T11:00:00Z");
    assertThat(state(www)).isEqualTo("operational");
    gulls.board(
        board ->
            board.plan(id, notice, from.plus(Duration.ofDays(1)), until.plus(Duration.ofDays(1))));
    assertThat(maintenance("upcoming").path("scheduled_until").asText())
        .isEqualTo("2027-03-05T12:00:00Z");
    assertThat(maintenance("upcoming").path("incident_updates").path(0).path("body").asText())
        .contains("5 March 2027, 11:00 UTC");

    gulls.board(board -> board.tellPlan(id, PlanPhase.IN_PROGRESS, "We have begun."));
    gulls.down(www, TUESDAY, null);
    assertThat(maintenance("active").path("status").asText()).isEqualTo("in_progress");
    assertThat(state(www)).isEqualTo("under_maintenance");
    gulls.board(board -> board.tellPlan(id, PlanPhase.CANCELLED, "We leave it."));
    assertThat(maintenance("active").isMissingNode()).isTrue();
    assertThat(door.get(null, "/status/incidents/" + id).text()).contains("Called off");
    assertThat(news())
        .containsExactly(
            "PLANNED SCHEDULED",
            "PLAN_UPDATED SCHEDULED",
            "PLAN_UPDATED IN_PROGRESS",
            "PLAN_UPDATED CANCELLED");
  }

  @Test
  void whatCannotBeIsRefused() {
    Notice notice = new Notice("A new database", Impact.MINOR, List.of(www), TUESDAY);
    assertThatThrownBy(() -> gulls.board(board -> board.plan(id, notice, TUESDAY, TUESDAY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not after its beginning");
    for (String bad : new String[] {"", "a/b", "a b", "x".repeat(65)}) {
      assertThatThrownBy(() -> gulls.board(board -> board.draft(bad, notice)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no id");
    }
    assertThatThrownBy(() -> new Notice(" \n", Impact.MINOR, List.of(), TUESDAY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheCallerRollsBackWasNeverSaid() {
    desk.getBean(TransactionTemplate.class)
        .executeWithoutResult(
            tx -> {
              StatusBoard board = desk.getBean(StatusBoard.class);
              board.draft(id, new Notice("No", Impact.MINOR, List.of(www), TUESDAY));
              board.publish(id);
              tx.setRollbackOnly();
            });
    assertThat(isPublished()).isFalse();
    assertThat(news()).isEmpty();
  }

  @Test
  void opsFindBetterWordsAndTheProcessLeavesThem() {
    draft("app /gulls/www: 0 of 1 tasks", www);
    gulls.board(board -> board.tell(id, Phase.INVESTIGATING, "0 of 1"));
    Answer list = door.get("ops", "/api/status/incidents");
    assertThat(list.json().path("items").findValuesAsText("id")).contains(id);
    Answer reworded =
        door.send(
            "ops",
            "PUT",
            "/api/status/incidents/" + id,
            "{\"title\": \"The website is down\", \"words\": \"We look into it.\"}");
    assertThat(reworded.status()).as(reworded.text()).isEqualTo(200);
    assertThat(reworded.json().path("publishAt").asText()).isEqualTo("2027-03-02T11:10:00Z");
    draft("app /gulls/www: 0 of 1 tasks", www);

    Answer published = door.post("ops", "/api/status/incidents/" + id + "/publish", "");
    assertThat(published.json().path("publishedAt").asText()).isEqualTo("2027-03-02T11:00:00Z");
    assertThat(incident().path("name").asText()).isEqualTo("The website is down");
    assertThat(incident().path("incident_updates").findValuesAsText("body"))
        .containsExactly("We look into it.");
    Answer told =
        door.post(
            "ops",
            "/api/status/incidents/" + id + "/updates",
            "{\"phase\": \"identified\", \"words\": \"A disk is full.\"}");
    assertThat(told.json().path("phase").asText()).as(told.text()).isEqualTo("identified");
    assertThat(
            door.send(
                    "ops",
                    "PUT",
                    "/api/status/incidents/" + id,
                    "{\"title\": \"Late\", \"words\": \"Late\"}")
                .status())
        .isEqualTo(409);
    assertThat(audit.of("status/" + id))
        .extracting(AuditEntry::who, AuditEntry::action)
        .containsExactly(
            tuple("ops", "incident reworded"),
            tuple("ops", "incident published"),
            tuple("ops", "incident updated"));
  }

  @Test
  void theBoardIsOpsAlone() {
    draft("The website is down", www);
    String path = "/api/status/incidents";
    assertThat(door.get(null, path).status()).isEqualTo(401);
    assertThat(door.get("reviewer", path).status()).isEqualTo(403);
    assertThat(door.get("reviewer", path + "/" + id).status()).isEqualTo(403);
    assertThat(door.post("reviewer", path + "/" + id + "/publish", "").status()).isEqualTo(403);
    assertThat(door.get("ops", path + "/nothing").status()).isEqualTo(404);
    Answer empty = door.post("ops", path + "/" + id + "/updates", "{}");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.json().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("/phase", "/words");
    assertThat(isPublished()).isFalse();
  }

  @Test
  void theBoardAndTheRuleOfTheWatchAgreeOnWhatIsPublic() {
    gulls.hiddenByOps("one");
    gulls.hiddenByOwners("two");
    List<String> shown =
        database.queryForList(
            "select id from public_service where community = ? order by id",
            String.class,
            gulls.slug());
    assertThat(shown).containsExactly(wiki, www);
    assertThat(
            desk.getBean(ServiceWatches.class)
                .findByServiceIn(List.of(gulls.slug() + ".one", gulls.slug() + ".two")))
        .hasSize(2)
        .noneMatch(ServiceWatch::isPublic);
  }

  private void draft(String title, String... services) {
    gulls.board(
        board -> board.draft(id, new Notice(title, Impact.CRITICAL, List.of(services), TUESDAY)));
  }

  private boolean isPublished() {
    return desk.getBean(StatusBoard.class).isPublished(id);
  }

  private List<String> news() {
    return database.queryForList(
        "select template || ' ' || stage from status_news where notice = ? order by id",
        String.class,
        id);
  }

  private JsonNode incident() {
    return incident(id);
  }

  private JsonNode incident(String which) {
    return door.get(null, "/api/v2/incidents/" + which + ".json").json().path("incident");
  }

  private JsonNode maintenance(String which) {
    for (JsonNode one :
        door.get(null, "/api/v2/scheduled-maintenances/" + which + ".json")
            .json()
            .path("scheduled_maintenances")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    return MissingNode.getInstance();
  }

  private String state(String service) {
    for (JsonNode one : door.get(null, "/api/v2/components.json").json().path("components")) {
      if (one.path("id").asText().equals(service)) {
        return one.path("status").asText();
      }
    }
    return "";
  }

  private void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(desk.getBean(Clock.class).instant().plus(time)));
  }
}
