package org.mcws.desk.status.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.CalendarComponent;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.PlanPhase;
import org.mcws.desk.status.StatusStage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What strangers, their feed readers, calendars and programs get to see, and what they do not. */
@ProcessTest
class StatusDoorsProcessTests {

  private static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");
  private static final String HOSTILE =
      "<script>alert(1)</script> \"' & ]]> \u0007\r\nBEGIN:VEVENT ${7*7} [(${7*7})]";

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private JdbcTemplate database;
  @Autowired private Door door;

  private StatusStage gulls;
  private String www;

  @BeforeEach
  void stage() {
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
    gulls = StatusStage.of(desk, "Community of Gulls");
    www = gulls.site("www");
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    gulls.remove();
  }

  @Test
  void aServiceHasItsStateItsShareAndItsBadDaysInWords() {
    gulls.watched(www, TUESDAY.minus(Duration.ofDays(10)));
    gulls.down(www, Instant.parse("2027-02-28T23:45:00Z"), Instant.parse("2027-03-01T00:15:00Z"));
    String page = text("/status/" + gulls.slug());
    assertThat(page)
        .contains("www." + gulls.slug() + ".example")
        .contains("<span>Works</span>")
        .contains("99.79 %")
        .contains(
            "In order for 99.79 % of the last 11 days. Out of order on 28 February (15 min),"
                + " 1 March (15 min).")
        .contains("role=\"img\"")
        .doesNotContain("style=");
    gulls.down(www, TUESDAY.minusSeconds(60), null);
    assertThat(text("/status/" + gulls.slug())).contains("<span>Out of order</span>");
  }

  @Test
  void theOverviewTellsOpenIncidentsAndPlannedMaintenanceInPlainWords() {
    String incident = gulls.incident("The website is slow", Impact.MINOR, TUESDAY, www);
    gulls.board(board -> board.tell(incident, Phase.IDENTIFIED, "A disk\nis full."));
    plan("p-" + UUID.randomUUID(), "A new database", www);
    String page = text("/status?q=" + gulls.slug());
    assertThat(page)
        .contains("The website is slow", "We know the cause", "A disk\nis full.")
        .contains("since <time datetime=\"2027-03-02T11:00:00Z\">2 March 2027, 11:00 UTC</time>")
        .contains("A new database", "4 March 2027, 11:00 UTC")
        .contains("Community of Gulls");
    assertThat(page).containsPattern("1\\s+community has\\s+something");
    assertThat(text("/status/incidents/" + incident)).contains("The website is slow", "A disk");
    gulls.board(board -> board.tell(incident, Phase.RESOLVED, "It is bigger now."));
    assertThat(text("/status?q=" + gulls.slug())).doesNotContain("The website is slow");
    assertThat(text("/status/" + gulls.slug())).contains("The website is slow");
  }

  @Test
  void theHistoryGoesByMonths() {
    gulls.incident("In March", Impact.MINOR, TUESDAY, www);
    gulls.incident("In January", Impact.MINOR, Instant.parse("2027-01-31T23:59:59Z"), www);
    assertThat(text("/status/history"))
        .contains("March 2027", "In March", "month=2027-02")
        .doesNotContain("In January", "month=2027-04");
    assertThat(text("/status/history?month=2027-02")).doesNotContain("In January", "In March");
    assertThat(text("/status/history?month=2027-01")).contains("In January");
    for (String month : List.of("soon", "2027-13", "%2B999999999-12", "-0001-01")) {
      assertThat(page("/status/history?month=" + month).status()).as(month).isEqualTo(400);
    }
  }

  @Test
  void aMonthWithMuchHasPages() {
    for (int i = 1; i <= 51; i++) {
      gulls.incident(
          "Incident " + i, Impact.MINOR, Instant.parse("2026-05-01T00:00:00Z").plusSeconds(i), www);
    }
    assertThat(text("/status/history?month=2026-05"))
        .contains("Incident 51<", "Incident 2<", "month=2026-05&amp;page=2")
        .doesNotContain("Incident 1<");
    assertThat(text("/status/history?month=2026-05&page=2")).contains("Incident 1<");
  }

  @Test
  void dataHaveStatuspagesShape() {
    gulls.watched(www, TUESDAY.minus(Duration.ofDays(1)));
    String incident = gulls.incident("The website is down", Impact.CRITICAL, TUESDAY, www);
    gulls.board(board -> board.tell(incident, Phase.INVESTIGATING, "We are looking."));
    String maintenance = "p-" + UUID.randomUUID();
    plan(maintenance, "A new database", www);

    Answer answer = door.get(null, "/api/v2/summary.json");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    JsonNode summary = answer.json();
    assertThat(names(summary))
        .containsExactlyInAnyOrder(
            "page", "components", "incidents", "scheduled_maintenances", "status");
    assertThat(names(summary.path("page")))
        .containsExactlyInAnyOrder("id", "name", "url", "time_zone", "updated_at");
    assertThat(names(summary.path("status"))).containsExactlyInAnyOrder("indicator", "description");
    assertThat(summary.path("status").path("indicator").asText())
        .isIn("none", "minor", "major", "critical");

    JsonNode component = withId(summary.path("components"), www);
    assertThat(names(component))
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "status",
            "created_at",
            "updated_at",
            "position",
            "description",
            "showcase",
            "start_date",
            "group",
            "group_id",
            "page_id",
            "only_show_if_degraded");
    assertThat(component.path("status").asText()).isEqualTo("major_outage");
    assertThat(component.path("start_date").asText()).isEqualTo("2027-03-01");
    assertThat(component.path("group_id").asText()).isEqualTo(gulls.slug());
    JsonNode group = withId(summary.path("components"), gulls.slug());
    assertThat(group.path("group").asBoolean()).isTrue();
    assertThat(group.path("name").asText()).isEqualTo("Community of Gulls");
    assertThat(group.path("components")).extracting(JsonNode::asText).containsExactly(www);

    JsonNode shown = withId(summary.path("incidents"), incident);
    assertThat(names(shown))
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "status",
            "impact",
            "created_at",
            "started_at",
            "updated_at",
            "monitoring_at",
            "resolved_at",
            "shortlink",
            "page_id",
            "incident_updates",
            "components");
    assertThat(names(shown.path("incident_updates").path(0)))
        .containsExactlyInAnyOrder(
            "id",
            "incident_id",
            "status",
            "body",
            "created_at",
            "updated_at",
            "display_at",
            "affected_components");
    assertThat(shown.path("status").asText()).isEqualTo("investigating");
    assertThat(shown.path("impact").asText()).isEqualTo("critical");
    JsonNode planned = withId(summary.path("scheduled_maintenances"), maintenance);
    assertThat(names(planned)).contains("scheduled_for", "scheduled_until", "incident_updates");
    assertThat(planned.path("status").asText()).isEqualTo("scheduled");

    assertThat(withId(data("incidents/unresolved").path("incidents"), incident)).isNotNull();
    gulls.board(board -> board.tell(incident, Phase.RESOLVED, "It is back."));
    assertThat(withId(data("incidents/unresolved").path("incidents"), incident)).isNull();
    assertThat(withId(data("incidents").path("incidents"), incident)).isNotNull();
    assertThat(names(data("status"))).containsExactlyInAnyOrder("page", "status");
    assertThat(names(data("components"))).containsExactlyInAnyOrder("page", "components");
    assertThat(withId(data("scheduled-maintenances").path("scheduled_maintenances"), maintenance))
        .isNotNull();
  }

  @Test
  void dataAreOnlyToBeRead() {
    assertThat(door.post(null, "/api/v2/status.json", "{}").status()).isEqualTo(401);
    assertThat(door.post("ops", "/api/v2/status.json", "{}").status()).isEqualTo(405);
    assertThat(door.send(null, "HEAD", "/api/v2/status.json", null).status()).isEqualTo(200);
  }

  @Test
  void theFeedHasAnEntryForEachUpdate() throws Exception {
    forgetOtherServices();
    String incident = gulls.incident("The website is down", Impact.CRITICAL, TUESDAY, www);
    gulls.board(board -> board.tell(incident, Phase.INVESTIGATING, "We are looking."));
    ClockUtil.setCurrentTime(Date.from(TUESDAY.plusSeconds(60)));
    gulls.board(board -> board.tell(incident, Phase.RESOLVED, HOSTILE));
    Answer answer = door.get(null, "/status.atom");
    assertThat(answer.header("Content-Type")).startsWith("application/atom+xml");
    Document feed = xml(answer.text());
    assertThat(feed.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2005/Atom");
    assertThat(child(feed.getDocumentElement(), "updated")).isEqualTo("2027-03-02T11:01:00Z");
    List<Element> entries =
        elements(feed, "entry").stream()
            .filter(entry -> link(entry).endsWith("/status/incidents/" + incident))
            .toList();
    assertThat(entries).hasSize(2);
    assertThat(child(entries.get(0), "title")).isEqualTo("The website is down: It works again");
    assertThat(child(entries.get(0), "content"))
        .contains("<script>alert(1)</script>", "${7*7}")
        .doesNotContain("\u0007");
    assertThat(entries).extracting(entry -> child(entry, "id")).doesNotHaveDuplicates();
    assertThat(child(entries.get(0), "id")).startsWith("urn:uuid:");
    assertThat(door.get(null, "/status.atom").text()).as("stable").isEqualTo(answer.text());
  }

  /** Those of other tests may have changed at other times. */
  private void forgetOtherServices() {
    database.update(
        "update delivered_service set state = 'RESERVED' where state = 'DELIVERED'"
            + " and community <> ?",
        gulls.slug());
  }

  @Test
  void theCalendarIsReadBackByItsLibrary() throws Exception {
    String incident = gulls.incident(HOSTILE, Impact.CRITICAL, TUESDAY, www);
    gulls.board(
        board -> board.tell(incident, Phase.RESOLVED, "Over, done; and\nwell: " + "ä".repeat(100)));
    String maintenance = "p-" + UUID.randomUUID();
    plan(maintenance, "A new database", www);
    gulls.board(board -> board.tellPlan(maintenance, PlanPhase.CANCELLED, "Not needed."));

    Answer answer = door.get(null, "/status.ics");
    assertThat(answer.header("Content-Type")).startsWith("text/calendar");
    assertThat(answer.text().split("\r\n"))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    Calendar calendar = new CalendarBuilder().build(new StringReader(answer.text()));
    calendar.validate();
    CalendarComponent over = event(calendar, incident);
    assertThat(value(over, Property.SUMMARY))
        .contains("<script>", "BEGIN:VEVENT")
        .doesNotContain("\n");
    assertThat(value(over, Property.DESCRIPTION)).contains("Over, done; and", "ä".repeat(100));
    assertThat(value(over, Property.DTSTART)).isEqualTo("20270302T110000Z");
    assertThat(value(over, Property.STATUS)).isEqualTo("CONFIRMED");
    CalendarComponent off = event(calendar, maintenance);
    assertThat(value(off, Property.STATUS)).isEqualTo("CANCELLED");
    assertThat(value(off, Property.DTEND)).isEqualTo("20270304T120000Z");
    int before = Integer.parseInt(value(off, Property.SEQUENCE));
    gulls.board(board -> board.tellPlan(maintenance, PlanPhase.SCHEDULED, "After all."));
    CalendarComponent again =
        event(
            new CalendarBuilder().build(new StringReader(door.get(null, "/status.ics").text())),
            maintenance);
    assertThat(Integer.parseInt(value(again, Property.SEQUENCE))).isGreaterThan(before);
    assertThat(value(again, Property.UID)).isEqualTo(value(off, Property.UID));
  }

  @Test
  void aBadgeSaysHowAServiceFares() throws Exception {
    gulls.watched(www, TUESDAY.minus(Duration.ofDays(1)));
    Answer answer = door.get(null, "/status/badges/" + www + ".svg?uptime=true");
    assertThat(answer.header("Content-Type")).startsWith("image/svg+xml");
    Document badge = xml(answer.text());
    assertThat(badge.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(elements(badge, "title").get(0).getTextContent())
        .isEqualTo("www." + gulls.slug() + ".example: Works, 100 %");
    assertThat(answer.text()).doesNotContain("href", "style=", "url(");
    gulls.incident("It is down", Impact.MAJOR, TUESDAY, www);
    assertThat(door.get(null, "/status/badges/" + www + ".svg").text()).contains("Works in part");
  }

  @Test
  void hostileTitlesAreOnlyText() {
    StatusStage trolls = StatusStage.of(desk, "<img src=x onerror=alert(1)>");
    try {
      String forum = trolls.site("forum");
      String incident = trolls.incident(HOSTILE, Impact.CRITICAL, TUESDAY, forum);
      trolls.board(board -> board.tell(incident, Phase.IDENTIFIED, HOSTILE));
      for (String path :
          List.of(
              "/status?q=" + trolls.slug(),
              "/status/" + trolls.slug(),
              "/status/incidents/" + incident,
              "/status/history",
              "/status/subscriptions/new?community=" + trolls.slug(),
              "/status?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")) {
        assertThat(text(path)).as(path).doesNotContain("<script", "<img", "\u0007", "49 ", "49]");
      }
    } finally {
      trolls.remove();
    }
  }

  @Test
  void whatIsPrivateAppearsNowhere() {
    String byOps = gulls.hiddenByOps("secret-ops");
    String byOwners = gulls.hiddenByOwners("secret-owners");
    gulls.service(ServiceKind.MAILBOX, "ana", "ana@secret-mail.example");
    gulls.watched(byOps, TUESDAY.minus(Duration.ofDays(1)));
    gulls.down(byOps, TUESDAY.minusSeconds(3600), null);
    StatusStage hidden = StatusStage.of(desk, "Secret Society");
    try {
      String only = hidden.hiddenByOps("secret-only");
      String mixed = gulls.incident("Both are down", Impact.CRITICAL, TUESDAY, www, byOps);
      String unseen =
          hidden.incident("Nobody reads this", Impact.CRITICAL, TUESDAY, only, byOwners);
      String plan = "p-" + UUID.randomUUID();
      hidden.board(
          board ->
              board.plan(
                  plan,
                  new Notice("Nobody reads this plan", Impact.NONE, List.of(only), TUESDAY),
                  TUESDAY.plusSeconds(60),
                  TUESDAY.plusSeconds(120)));
      List<String> open = new ArrayList<>();
      for (String path :
          List.of(
              "/status?q=" + gulls.slug(),
              "/status?q=secret",
              "/status/" + gulls.slug(),
              "/status/history",
              "/status/incidents/" + mixed,
              "/status.atom",
              "/status.ics",
              "/api/v2/summary.json",
              "/api/v2/status.json",
              "/api/v2/components.json",
              "/api/v2/incidents.json",
              "/api/v2/incidents/unresolved.json",
              "/api/v2/incidents/" + mixed + ".json",
              "/api/v2/scheduled-maintenances.json",
              "/api/v2/scheduled-maintenances/upcoming.json",
              "/api/v2/scheduled-maintenances/active.json",
              "/status/badges/" + www + ".svg",
              "/status/subscriptions/new?service=" + www)) {
        open.add(text(path).replace("value=\"secret\"", "").replace("“secret”", ""));
      }
      assertThat(String.join("\n", open))
          .contains("Both are down")
          .doesNotContain("secret-", "Secret Society", "Nobody reads", hidden.slug());
      for (String path :
          List.of(
              "/status/%s",
              "/status/incidents/%s",
              "/api/v2/incidents/%s.json",
              "/status/badges/%s.svg",
              "/status/subscriptions/new?service=%s",
              "/status/subscriptions/new?community=%s")) {
        String nothing = refusal(path, "qqqq");
        for (String secret : List.of(byOps, byOwners, only, hidden.slug(), unseen, plan)) {
          assertThat(refusal(path, secret)).as(path).isEqualTo(nothing);
        }
      }
    } finally {
      database.update("delete from status_notice where title like 'Nobody reads%'");
      hidden.remove();
    }
  }

  /** Status and body of what must be a 404, without the address that was asked for. */
  private String refusal(String path, String id) {
    Answer answer = door.get(null, path.formatted(id));
    assertThat(answer.status()).as(path.formatted(id)).isEqualTo(404);
    return answer.text().replace(id, "");
  }

  @Test
  void pagesCanBeKeptForHalfAMinuteAndAreNotSentTwice() {
    gulls.watched(www, TUESDAY.minus(Duration.ofDays(1)));
    for (String path :
        List.of(
            "/status",
            "/status/" + gulls.slug(),
            "/status/history",
            "/status.atom",
            "/status.ics",
            "/api/v2/summary.json",
            "/status/badges/" + www + ".svg")) {
      Answer first = page(path);
      assertThat(first.header("Cache-Control")).as(path).isEqualTo("max-age=30, public");
      assertThat(first.header("Set-Cookie")).as(path).isEmpty();
      assertThat(first.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
      HttpRequest again =
          door.request(path)
              .header("Accept", "text/html,*/*")
              .header("If-None-Match", first.header("ETag"))
              .build();
      assertThat(door.send(again).status()).as(path).isEqualTo(304);
    }
    assertThat(page("/status/subscriptions/new?service=" + www).header("Cache-Control"))
        .contains("no-store");
  }

  @Test
  void fiveThousandServicesAreCountedExactlyAndPagedThrough() {
    int before = total();
    IntStream.range(0, 5)
        .forEach(
            part ->
                database.update(
                    "insert into delivered_service (id, community, kind, name, host, managed_by,"
                        + " state, specification, created_at) select ? || '.m' || n, ?, 'SITE',"
                        + " 'm' || n, 'm' || n || '.' || ?, 'OPS', 'DELIVERED', '{}', now()"
                        + " from generate_series(?, ?) n",
                    gulls.slug(),
                    gulls.slug(),
                    gulls.slug(),
                    part * 1000 + 1,
                    part * 1000 + 1000));
    database.update(
        "insert into probe (service, kind, next_at, every_millis, bad_wanted, good_wanted,"
            + " created_at) select id, 'PAGE', '2100-01-01', 60000, 3, 3, '2026-01-01'"
            + " from delivered_service where community = ? and name like 'm%'",
        gulls.slug());
    database.update(
        "insert into outage (service, began_at, ended_at) select id, cast(? as timestamptz) - n * interval '1 day',"
            + " cast(? as timestamptz) - n * interval '1 day' + interval '5 min'"
            + " from delivered_service, generate_series(1, 10) n where community = ? and name like 'm%'",
        Timestamp.from(TUESDAY), Timestamp.from(TUESDAY), gulls.slug());
    gulls.down(gulls.slug() + ".m4999", TUESDAY, null);
    try {
      Answer first = page("/status?q=" + gulls.slug());
      assertThat(total()).isEqualTo(before + 5000);
      assertThat(first.text().length()).isLessThan(200_000);
      assertThat(first.text())
          .as("what is in trouble comes first")
          .contains("m4999." + gulls.slug(), "4991 more");
      String last = text("/status/" + gulls.slug() + "?page=51");
      assertThat(last).contains("Page 51 of 51", "www." + gulls.slug());
      assertThat(text("/status?q=m2345." + gulls.slug()))
          .contains("m2345." + gulls.slug())
          .doesNotContain("m2344.");
      assertThat(withId(data("components").path("components"), gulls.slug() + ".m5000"))
          .isNotNull();
      long start = System.nanoTime();
      text("/status");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      database.update(
          "delete from delivered_service where community = ? and name like 'm%'", gulls.slug());
    }
  }

  private int total() {
    return (int)
        StreamSupport.stream(data("components").path("components").spliterator(), false)
            .filter(component -> !component.path("group").asBoolean())
            .count();
  }

  private void plan(String id, String title, String... services) {
    gulls.board(
        board ->
            board.plan(
                id,
                new Notice(title, Impact.MAJOR, List.of(services), TUESDAY),
                TUESDAY.plus(Duration.ofDays(2)),
                TUESDAY.plus(Duration.ofDays(2)).plus(Duration.ofHours(1))));
  }

  private Answer page(String path) {
    return door.send(door.request(path).header("Accept", "text/html,*/*;q=0.8").build());
  }

  private String text(String path) {
    Answer answer = page(path);
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    return answer.text();
  }

  private JsonNode data(String name) {
    return door.get(null, "/api/v2/" + name + ".json").json();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode withId(JsonNode list, String id) {
    for (JsonNode one : list) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    return null;
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static String child(Element parent, String name) {
    return parent.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }

  private static String link(Element entry) {
    return ((Element) entry.getElementsByTagNameNS("*", "link").item(0)).getAttribute("href");
  }

  private static CalendarComponent event(Calendar calendar, String id) {
    return calendar.getComponents(Component.VEVENT).stream()
        .map(CalendarComponent.class::cast)
        .filter(event -> value(event, Property.UID).startsWith(id + "@"))
        .findFirst()
        .orElseThrow();
  }

  private static String value(CalendarComponent event, String property) {
    return event.getRequiredProperty(property).getValue();
  }
}
