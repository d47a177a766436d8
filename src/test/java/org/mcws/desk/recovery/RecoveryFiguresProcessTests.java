package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.status.StatusStage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** How long it took to notice, to take and to recover, of a past that lies in the tables. */
@ProcessTest
class RecoveryFiguresProcessTests {

  private static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private JdbcTemplate database;
  @Autowired private Door door;
  @Autowired private People people;
  @Autowired private IdentityService identity;
  @Autowired private RecoveryFigures figures;

  private StatusStage gulls;
  private StatusStage terns;
  private String www;
  private String wiki;
  private String shop;

  @BeforeEach
  void stage() {
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
    gulls = StatusStage.of(desk, "Community of Gulls");
    terns = StatusStage.of(desk, "Community of Terns");
    www = gulls.site("www");
    wiki = gulls.site("wiki");
    shop = terns.site("shop");
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    database.update("delete from incident where id like 'figure-%'");
    gulls.remove();
    terns.remove();
  }

  @Test
  void withoutIncidentsThereIsNoTime() {
    JsonNode nothing = get("community=" + gulls.slug());
    assertThat(nothing.path("days").asInt()).isEqualTo(90);
    assertThat(nothing.at("/all/incidents").asInt()).isZero();
    assertThat(nothing.at("/all/recover").has("medianSeconds")).isFalse();
    assertThat(nothing.at("/communities/items")).isEmpty();
    assertThat(nothing.at("/services/total").asInt()).isZero();
  }

  @Test
  void theMiddleOfTwoLiesBetweenThemAndTheWorstIsTheSlowest() {
    incident(www, TUESDAY.minusSeconds(9000), 60, 100, 600);
    incident(www, TUESDAY.minusSeconds(5000), 120, 400, 1800);
    incident(wiki, TUESDAY.minusSeconds(3000), 30, null, null);

    JsonNode found = get("community=" + gulls.slug());
    assertThat(found.at("/all/incidents").asInt()).isEqualTo(3);
    assertThat(found.at("/communities/items/0/community").asText()).isEqualTo(gulls.slug());
    assertThat(found.at("/services/items/0/service").asText()).isEqualTo(www);
    assertThat(found.at("/services/items/0/detect")).hasToString(times(2, 90, 120));
    assertThat(found.at("/services/items/0/acknowledge")).hasToString(times(2, 250, 400));
    assertThat(found.at("/services/items/0/recover")).hasToString(times(2, 1200, 1800));
    assertThat(found.at("/services/items/1/acknowledge")).hasToString("{\"incidents\":0}");
    assertThat(found.at("/all/detect")).hasToString(times(3, 60, 120));
    assertThat(found.at("/all/recover")).hasToString(times(2, 1200, 1800));
    assertThat(get("service=" + wiki).at("/all/incidents").asInt()).isEqualTo(1);
  }

  @Test
  void whatWasOpenedBeforeTheFirstMomentDoesNotCount() {
    Instant first = TUESDAY.minus(Duration.ofDays(90));
    incident(www, first, 0, 1, 1);
    assertThat(count("community=" + gulls.slug())).isEqualTo(1);
    ClockUtil.setCurrentTime(Date.from(TUESDAY.plusSeconds(1)));
    assertThat(count("community=" + gulls.slug())).isZero();
    assertThat(count("community=" + gulls.slug() + "&days=91")).isEqualTo(1);
  }

  @Test
  void rehearsalsAndPartsOfAnotherIncidentDoNotCount() {
    String part = incident(www, TUESDAY.minusSeconds(900), 60, 100, 600);
    String rehearsal = incident(wiki, TUESDAY.minusSeconds(900), 60, 100, 600);
    database.update("update incident set folded_into = 'other' where id = ?", part);
    database.update("update incident set rehearsal = true where id = ?", rehearsal);
    assertThat(count("community=" + gulls.slug())).isZero();
  }

  @Test
  void anIncidentOfThePlatformCountsOnceForEachThatItHasHitWithTheirTimes() {
    Instant began = TUESDAY.minus(Duration.ofHours(5));
    String platform = incident(null, began, 300, 600, 7200);
    hit(platform, www, gulls, began, 1000L);
    hit(platform, wiki, gulls, began.plusSeconds(100), 2000L);
    hit(platform, shop, terns, began.plusSeconds(400), null);

    JsonNode hers = get("community=" + gulls.slug());
    assertThat(hers.at("/all/incidents").asInt()).isEqualTo(1);
    assertThat(hers.at("/communities/items/0/recover")).hasToString(times(1, 2000, 2000));
    assertThat(hers.at("/services/total").asInt()).isEqualTo(2);
    assertThat(get("service=" + wiki).at("/all/detect")).hasToString(times(1, 200, 200));
    assertThat(get("service=" + wiki).at("/all/recover")).hasToString(times(1, 1900, 1900));
    JsonNode late = get("service=" + shop);
    assertThat(late.at("/all/detect")).hasToString(times(1, 0, 0));
    assertThat(late.at("/all/recover")).hasToString("{\"incidents\":0}");
  }

  @Test
  void anOwnerSeesNoFiguresOfOthers() {
    people.addCommunity(gulls.slug(), gulls.name());
    String ana = "ana-" + UUID.randomUUID() + "@outside.org";
    people.addAccount(ana, "Ana");
    people.setPassword(ana, TreeRequest.PASSWORD);
    people.addOwner(gulls.slug(), ana);
    incident(www, TUESDAY.minusSeconds(900), 60, 100, 600);
    String platform = incident(null, TUESDAY.minusSeconds(900), 60, 100, 600);
    hit(platform, shop, terns, TUESDAY.minusSeconds(900), 700L);

    assertThat(read(ana, "").at("/all/incidents").asInt()).isEqualTo(1);
    assertThat(read(ana, "").at("/communities/items")).hasSize(1);
    assertThat(read(ana, "community=" + terns.slug()).at("/all/incidents").asInt()).isZero();
    assertThat(read(ana, "service=" + shop).at("/services/items")).isEmpty();
    assertThat(door.get(null, "/api/incidents/figures").status()).isEqualTo(401);
    identity.deleteUser(ana);
  }

  @Test
  void daysOutsideOfAYearAreRefused() {
    for (String days : List.of("0", "366")) {
      Answer answer = door.get("ops", "/api/incidents/figures?days=" + days);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("/days");
    }
    assertThat(door.get("ops", "/api/incidents/figures?days=365").status()).isEqualTo(200);
  }

  @Test
  void aWeekBeginsOnMondayInUtcAndOneWithoutIncidentsIsThereToo() {
    // Years away from what other tests do.
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2037-03-03T11:00:00Z")));
    incident(www, Instant.parse("2037-02-22T23:59:59Z"), 0, null, 60);
    incident(www, Instant.parse("2037-02-23T00:00:00Z"), 0, null, 600);
    incident(www, Instant.parse("2037-02-26T00:00:00Z"), 0, null, 1200);
    incident(www, Instant.parse("2037-03-02T00:00:00Z"), 0, null, null);

    assertThat(figures.weeks(4))
        .containsExactly(
            new RecoveryFigures.Week(LocalDate.parse("2037-02-09"), 0, null),
            new RecoveryFigures.Week(LocalDate.parse("2037-02-16"), 1, 60L),
            new RecoveryFigures.Week(LocalDate.parse("2037-02-23"), 2, 900L),
            new RecoveryFigures.Week(LocalDate.parse("2037-03-02"), 1, null));
  }

  /** One that began at this moment; of the platform if no service is given. */
  private String incident(
      String service, Instant began, int detect, Integer acknowledge, Integer recover) {
    String id = "figure-" + UUID.randomUUID();
    database.update(
        "insert into incident (id, scope, service, community, title, severity, state, begun_at,"
            + " opened_at, first_acknowledged_at, recovered_at, closed_at)"
            + " values (?, ?, ?, split_part(?, '.', 1), 'x', 'SEV2', 'CLOSED', ?, ?, ?, ?, now())",
        id,
        service == null ? "PLATFORM" : "SERVICE",
        service,
        service,
        Timestamp.from(began),
        Timestamp.from(began.plusSeconds(detect)),
        acknowledge == null ? null : Timestamp.from(began.plusSeconds(detect + acknowledge)),
        recover == null ? null : Timestamp.from(began.plusSeconds(recover)));
    return id;
  }

  /** How long after the incident began it was up again; null if it still is not. */
  private void hit(String id, String service, StatusStage of, Instant down, Long upAfter) {
    database.update(
        "insert into incident_member (incident, service, community, down_at, up_at)"
            + " select id, ?, ?, ?, begun_at + ? * interval '1 second' from incident where id = ?",
        service,
        of.slug(),
        Timestamp.from(down),
        upAfter,
        id);
  }

  private static String times(int incidents, int median, int worst) {
    return "{\"incidents\":%d,\"medianSeconds\":%d,\"worstSeconds\":%d}"
        .formatted(incidents, median, worst);
  }

  private int count(String query) {
    return get(query).at("/all/incidents").asInt();
  }

  private JsonNode get(String query) {
    return read("ops", query);
  }

  private JsonNode read(String user, String query) {
    Answer answer = door.get(user, "/api/incidents/figures?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
