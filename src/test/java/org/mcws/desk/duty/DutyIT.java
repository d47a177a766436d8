package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.audit.AuditEntry;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.duty.ics.IcsFile;
import org.mcws.desk.duty.ics.IcsTurn;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.TreeRequest;
import org.springframework.beans.factory.annotation.Autowired;

/** The rota that the desk keeps: by REST, and for other rooms. */
class DutyIT extends DutyStage {

  private static final String SHIFTS = "/api/duty/shifts";

  @Autowired private AuditTrail audit;

  @Test
  void whoHasBegunEarlierIsTheFirstToTurnTo() {
    shift(BEN, "2026-12-01T11:00", "2026-12-01T15:00", "");
    shift(ANA, "2026-12-01T08:00", "2026-12-01T14:00", "");
    shift("ops", "2026-12-01T16:00", "2026-12-01T20:00", "");
    assertThat(onDuty()).containsExactly(ANA, BEN);
    at(Instant.parse("2026-12-01T14:00:00Z"));
    assertThat(onDuty()).containsExactly(BEN);
    at(Instant.parse("2026-12-01T15:00:00Z"));
    assertThat(onDuty()).isEmpty();
    NextOnDuty next = rota.next().orElseThrow();
    assertThat(next.person().account()).isEqualTo("ops");
    assertThat(next.from()).isEqualTo(Instant.parse("2026-12-01T16:00:00Z"));
    assertThat(next.to()).isEqualTo(Instant.parse("2026-12-01T20:00:00Z"));
    at(Instant.parse("2026-12-01T20:00:00Z"));
    assertThat(rota.next()).isEmpty();
  }

  @Test
  void aWeeklyShiftIsMeantInThePersonsTimeZone() {
    say(ANA, "{\"language\": \"es\", \"timeZone\": \"Europe/Madrid\"}");
    shift(ANA, "2026-12-01T18:00", "2026-12-01T23:00", ", \"everyWeeks\": 1");
    at(Instant.parse("2027-03-23T17:00:00Z"));
    assertThat(onDuty()).containsExactly(ANA);
    at(Instant.parse("2027-03-30T15:59:59Z"));
    assertThat(onDuty()).isEmpty();
    at(Instant.parse("2027-03-30T16:00:00Z"));
    assertThat(rota.now())
        .containsExactly(
            new DutyPerson(
                ANA,
                "Ana García",
                Optional.of(ANA),
                Locale.forLanguageTag("es"),
                ZoneId.of("Europe/Madrid")));
  }

  /** Also where the Java process itself lives somewhere where that hour does not exist. */
  @Test
  void timesAreKeptAsTheyWereSent() {
    String id =
        shift(
            ANA,
            "2027-03-28T02:30",
            "2027-03-28T04:00",
            ", \"timeZone\": \"America/Mexico_City\", \"everyWeeks\": 2, \"lastDay\": \"2027-06-30\"");
    JsonNode shift = get(SHIFTS + "/" + id);
    assertThat(shift.path("from").asText()).isEqualTo("2027-03-28T02:30:00");
    assertThat(shift.path("to").asText()).isEqualTo("2027-03-28T04:00:00");
    assertThat(shift.path("timeZone").asText()).isEqualTo("America/Mexico_City");
    assertThat(shift.path("everyWeeks").asInt()).isEqualTo(2);
    assertThat(shift.path("lastDay").asText()).isEqualTo("2027-06-30");
    assertThat(shift.path("onRoster").asBoolean()).isTrue();
    assertThat(shift.path("addedBy").asText()).isEqualTo(ANA);
    assertThat(database.queryForObject("select begins::text from duty_shift", String.class))
        .isEqualTo("2027-03-28 02:30:00");
  }

  @Test
  void aSwapTakesThePlaceForItsTime() {
    String id = shift(ANA, "2026-12-01T09:00", "2026-12-01T17:00", "");
    shift("ops", "2026-12-01T10:00", "2026-12-01T17:00", "");
    String swap =
        shift(BEN, "2026-12-01T11:30", "2026-12-01T13:00", ", \"insteadOf\": \"" + id + "\"");
    assertThat(onDuty()).containsExactly(BEN, "ops");
    at(Instant.parse("2026-12-01T13:00:00Z"));
    assertThat(onDuty()).containsExactly(ANA, "ops");

    assertThat(door.send(BEN, "DELETE", SHIFTS + "/" + id, null).status()).isEqualTo(204);
    assertThat(door.get(BEN, SHIFTS + "/" + swap).status()).isEqualTo(404);
    assertThat(onDuty()).containsExactly("ops");
    assertThat(door.send(BEN, "DELETE", SHIFTS + "/" + id, null).status()).isEqualTo(404);
    assertThat(audit.of("duty/shift/" + id))
        .extracting(AuditEntry::who, AuditEntry::action, AuditEntry::onBehalfOf)
        .containsExactly(tuple(ANA, "shift added", null), tuple(BEN, "shift removed", ANA));
    assertThat(audit.of("duty/shift/" + swap)).hasSize(2);
    assertThat(audit.of("duty/shift/" + swap).get(0).detail())
        .contains("2026-12-01T11:30 to 2026-12-01T13:00 UTC", "instead of " + id);
  }

  @Test
  void whoIsAwayIsPassedOver() {
    shift(ANA, "2026-12-01T08:00", "2026-12-03T20:00", "");
    shift(BEN, "2026-12-01T09:00", "2026-12-01T20:00", "");
    say(ANA, "{\"timeZone\": \"Asia/Tokyo\"}");
    Answer away = door.send(ANA, "PUT", "/api/duty/away", "{\"until\": \"2026-12-02\"}");
    assertThat(away.status()).as(away.text()).isEqualTo(200);
    assertThat(away.json().path("awayUntil").asText()).isEqualTo("2026-12-02");
    assertThat(onDuty()).containsExactly(BEN);
    assertThat(rota.everybody()).extracting(DutyPerson::account).doesNotContain(ANA);
    NextOnDuty next = rota.next().orElseThrow();
    assertThat(next.person().account()).isEqualTo(ANA);
    assertThat(next.from())
        .as("the day ends where she lives")
        .isEqualTo(Instant.parse("2026-12-02T15:00:00Z"));
    assertThat(door.send(BEN, "DELETE", "/api/duty/away?account=" + ANA, null).status())
        .isEqualTo(204);
    assertThat(onDuty()).containsExactly(ANA, BEN);
    assertThat(audit.of("duty/" + ANA))
        .extracting(AuditEntry::action)
        .endsWith("absence noted", "absence ended");

    door.send(BEN, "PUT", "/api/duty/away", "{\"until\": \"2027-01-31\"}");
    assertThat(rota.moduleOwner())
        .as("the last rung is there even when away")
        .extracting(DutyPerson::account)
        .containsExactly(BEN);
  }

  @Test
  void everybodyComesInTheOrderThatTheyGaveThemselves() {
    say(BEN, "{\"position\": 1}");
    say(ANA, "{\"position\": 2, \"language\": \"pt-BR\"}");
    assertThat(rota.everybody()).extracting(DutyPerson::account).containsExactly(BEN, ANA, "ops");
    JsonNode people = get("/api/duty/people?size=2");
    assertThat(people.path("total").asInt()).isEqualTo(3);
    assertThat(people.at("/items/0/account").asText()).isEqualTo(BEN);
    assertThat(people.at("/items/0/language").asText()).isEqualTo("en");
    assertThat(people.at("/items/0/timeZone").asText()).isEqualTo("UTC");
    assertThat(people.at("/items/1/language").asText()).isEqualTo("pt-BR");
    assertThat(get("/api/duty/people?size=2&page=1").at("/items/0/mail").asText())
        .isEqualTo("ops@desk.test");
    say(ANA, "{}");
    assertThat(rota.everybody()).extracting(DutyPerson::account).containsExactly(BEN, ANA, "ops");
    assertThat(get("/api/duty/people").at("/items/1/position").isMissingNode()).isTrue();
  }

  @Test
  void whoHasLeftOpsHasNoDutyAndTheShiftSaysSo() {
    String id = shift(BEN, "2026-12-01T08:00", "2026-12-01T20:00", "");
    assertThat(onDuty()).containsExactly(BEN);
    database.update("delete from act_id_membership where user_id_ = ?", BEN);
    assertThat(onDuty()).isEmpty();
    assertThat(get(SHIFTS + "/" + id).path("onRoster").asBoolean()).isFalse();
  }

  @Test
  void onePageTellsWhoIsOnDutyAndWhoFollows() {
    shift(ANA, "2026-12-01T08:00", "2026-12-01T18:00", "");
    shift(BEN, "2026-12-01T18:00", "2026-12-02T08:00", ", \"everyWeeks\": 1");
    JsonNode duty = get("/api/duty");
    assertThat(duty.at("/now/0/account").asText()).isEqualTo(ANA);
    assertThat(duty.at("/now/0/to").asText()).isEqualTo("2026-12-01T18:00:00Z");
    assertThat(duty.at("/now").size()).isEqualTo(1);
    assertThat(duty.at("/next/name").asText()).isEqualTo("Ben Okafor");
    assertThat(duty.at("/next/from").asText()).isEqualTo("2026-12-01T18:00:00Z");
    assertThat(duty.at("/moduleOwner/0").asText()).isEqualTo(BEN);
    assertThat(texts(duty.path("everybody"))).containsExactly(ANA, BEN, "ops");
    JsonNode turns = get("/api/duty/turns?size=3");
    assertThat(turns.path("total").asInt()).as(turns.toString()).isEqualTo(10);
    assertThat(turns.at("/items/2/from").asText()).isEqualTo("2026-12-08T18:00:00Z");
    JsonNode shifts = get(SHIFTS);
    assertThat(shifts.path("total").asInt()).isEqualTo(2);
    assertThat(shifts.at("/items/0/account").asText()).isEqualTo(BEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"from": "2026-12-01T18:00", "to": "2026-12-01T23:00"}                     | /account
          {"account": "nobody", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00"} | /account
          {"account": "olga@duty.test", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00"} | /account
          {"account": "ops", "to": "2026-12-01T23:00"}                               | /from
          {"account": "ops", "from": "2026-12-01 18:00", "to": "2026-12-01T23:00"}   | /from
          {"account": "ops", "from": "2062-12-01T18:00", "to": "2062-12-01T23:00"}   | /from
          {"account": "ops", "from": "+999999999-12-31T18:00", "to": "2026-12-01T18:00"} | /from
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T18:00"}   | /to
          {"account": "ops", "from": "2027-03-28T02:30", "to": "2027-03-28T03:15", "timeZone": "Europe/Madrid"} | /to
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2028-12-01T18:00"}   | /to
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-09T18:00", "everyWeeks": 1} | /to
          {"account": "ops", "from": "2027-03-28T02:00", "to": "2027-03-28T03:00", "timeZone": "Europe/Madrid"} | /to
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "everyWeeks": 0} | /everyWeeks
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "everyWeek": 1} | /everyWeek
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "timeZone": "CET+1"} | /timeZone
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "lastDay": "2027-01-01"} | /lastDay
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "everyWeeks": 1, "lastDay": "2026-11-30"} | /lastDay
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "insteadOf": "x"} | /insteadOf
          {"account": "ops", "from": "2026-12-01T18:00", "to": "2026-12-01T23:00", "everyWeeks": 1, "insteadOf": "x"} | /everyWeeks
          """)
  void whatCanNotBeMeantIsRefusedByName(String body, String field) {
    Answer answer = door.post(ANA, SHIFTS, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().at("/errors/0/field").asText()).as(answer.text()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asText()).endsWith(".");
    assertThat(database.queryForObject("select count(*) from duty_shift", Long.class)).isZero();
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Answer answer =
        door.post(
            ANA,
            SHIFTS,
            "{\"account\": \"nobody\", \"from\": \"2026-12-01T18:00\", \"to\":"
                + " \"2026-12-01T17:00\", \"timeZone\": \"Madrid\"}");
    assertThat(
            StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                .map(error -> error.path("field").asText()))
        .containsExactly("/account", "/timeZone", "/to");
  }

  @Test
  void aSwapMustMeetWhatItTakesThePlaceOf() {
    String id = shift(ANA, "2026-12-01T18:00", "2026-12-01T23:00", ", \"everyWeeks\": 1");
    Answer answer =
        door.post(
            BEN,
            SHIFTS,
            "{\"account\": \"%s\", \"from\": \"2026-12-02T00:00\", \"to\": \"2026-12-08T18:00\","
                    .formatted(BEN)
                + " \"insteadOf\": \"%s\"}".formatted(id));
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("/insteadOf");
    shift(BEN, "2026-12-02T00:00", "2026-12-08T18:01", ", \"insteadOf\": \"" + id + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/duty/people/ops|{\"language\": \"Spanish\"}|400|/language",
        "/api/duty/people/ops|{\"timeZone\": \"Madrid\"}|400|/timeZone",
        "/api/duty/people/ops|{\"position\": 0}|400|/position",
        "/api/duty/people/nobody|{}|404|",
        "/api/duty/people/olga@duty.test|{}|404|",
        "/api/duty/away|{}|400|/until",
        "/api/duty/away|{\"until\": \"2026-11-30\"}|400|/until",
        "/api/duty/away|{\"until\": \"2028-01-01\"}|400|/until",
        "/api/duty/away|{\"until\": \"2026-12-24\", \"account\": \"olga@duty.test\"}|404|"
      })
  void whatPeopleSayOfThemselvesIsChecked(String path, String body, int status, String field) {
    Answer answer = door.send(ANA, "PUT", path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (field != null) {
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/duty",
    "GET, /api/duty/turns",
    "GET, /api/duty/unmatched",
    "GET, /api/duty/people",
    "GET, /api/duty/shifts",
    "GET, /api/duty.ics",
    "POST, /api/duty/shifts",
    "DELETE, /api/duty/shifts/7b4a3c0e-0000-4000-8000-000000000000",
    "PUT, /api/duty/people/ops",
    "PUT, /api/duty/away",
    "DELETE, /api/duty/away"
  })
  void ownersAndStrangersAreKeptOut(String method, String path) {
    String body =
        switch (method) {
          case "POST" ->
              "{\"account\": \"ops\", \"from\": \"2026-12-01T18:00\", \"to\": \"2026-12-01T23:00\"}";
          case "PUT" -> path.endsWith("away") ? "{\"until\": \"2026-12-24\"}" : "{}";
          default -> null;
        };
    Answer owner = door.send(OWNER, method, path, body);
    assertThat(owner.status()).as(owner.text()).isEqualTo(403);
    assertThat(owner.json().path("detail").asText()).contains("Only Community Ops");
    assertThat(door.send(null, method, path, body).status()).isEqualTo(401);
    assertThat(door.send("reviewer", method, path, body).status()).isEqualTo(403);
  }

  @Test
  void aRepeatedRequestAddsNothing() {
    String key = UUID.randomUUID().toString();
    Answer first = add(key, "2026-12-01T18:00");
    Answer second = add(key, "2026-12-01T18:00");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location"))
        .isEqualTo(SHIFTS + "/" + first.json().path("id").asText());
    assertThat(add(key, "2026-12-01T19:00").status()).isEqualTo(422);
    assertThat(get(SHIFTS).path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aCalendarProgramReadsTheRota() throws Exception {
    shift(ANA, "2026-12-01T08:00", "2026-12-01T18:00", "");
    String bens = shift(BEN, "2026-11-24T18:00", "2026-11-25T08:00", ", \"everyWeeks\": 1");
    Answer answer = door.get(ANA, "/api/duty.ics");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/calendar;charset=UTF-8");
    List<IcsTurn> told = read(answer);
    assertThat(told)
        .extracting(turn -> turn.summary() + " " + turn.from() + " " + turn.to())
        .startsWith(
            "Ben Okafor 2026-11-24T18:00:00Z 2026-11-25T08:00:00Z",
            "Ana García 2026-12-01T08:00:00Z 2026-12-01T18:00:00Z",
            "Ben Okafor 2026-12-01T18:00:00Z 2026-12-02T08:00:00Z")
        .hasSize(11);
    assertThat(told).extracting(IcsTurn::uid).doesNotHaveDuplicates();

    // What a swap leaves alone keeps its identity, also at another time.
    shift(ANA, "2026-12-08T20:00", "2026-12-09T08:00", ", \"insteadOf\": \"" + bens + "\"");
    at(NOON.plus(Duration.ofHours(1)));
    List<IcsTurn> swapped = read(door.get(ANA, "/api/duty.ics"));
    assertThat(swapped).hasSize(12);
    assertThat(swapped).extracting(IcsTurn::uid).containsAll(uids(told));
  }

  private static List<String> uids(List<IcsTurn> turns) {
    return turns.stream().map(IcsTurn::uid).toList();
  }

  private static List<IcsTurn> read(Answer answer) throws Exception {
    IcsFile.Read read =
        IcsFile.read(answer.text().getBytes(StandardCharsets.UTF_8))
            .between(NOON.minus(Duration.ofDays(30)), NOON.plus(Duration.ofDays(90)));
    assertThat(read.troubles()).isEmpty();
    return read.turns();
  }

  private void say(String account, String body) {
    Answer answer = door.send(ANA, "PUT", "/api/duty/people/" + account, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Answer add(String key, String from) {
    String pair =
        Base64.getEncoder()
            .encodeToString((ANA + ":" + TreeRequest.PASSWORD).getBytes(StandardCharsets.UTF_8));
    String body =
        "{\"account\": \"ops\", \"from\": \"%s\", \"to\": \"2026-12-01T23:00\"}".formatted(from);
    return door.send(
        door.request(SHIFTS)
            .header("Authorization", "Basic " + pair)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
