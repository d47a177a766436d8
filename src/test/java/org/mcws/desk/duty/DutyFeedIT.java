package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The rota that a calendar elsewhere keeps, from a server that has good days and bad. */
@ExtendWith(OutputCaptureExtension.class)
class DutyFeedIT extends DutyStage {

  private static final String GOOD =
      CalendarServer.calendar(
          "one 20261201T100000Z 20261201T180000Z Ana",
          "two 20261202T100000Z 20261202T180000Z Ben",
          "far 20270215T100000Z 20270215T180000Z Ben");

  @Autowired private FeedCopy copy;
  @Autowired private DutySettings settings;
  @Autowired private Feeds feeds;

  /** Ways in which a server can fail, and what is said of it. */
  enum Fault {
    SILENT("no whole answer", exchange -> park(10_000)),
    DRIPPING("no whole answer", Fault::drip),
    BROKEN("status 500", exchange -> CalendarServer.answer(exchange, 500, "<h1>Oops</h1>")),
    GONE("status 404", exchange -> CalendarServer.answer(exchange, 404, "Not found")),
    GARBAGE("is no calendar", exchange -> CalendarServer.answer(exchange, 200, "\u0000\u0001?")),
    LOG_IN(
        "is no calendar", exchange -> CalendarServer.answer(exchange, 200, "<html>Log in</html>")),
    CUT("is no calendar", exchange -> CalendarServer.answer(exchange, 200, GOOD.substring(0, 150))),
    CUT_IN_TRANSIT("no whole answer", Fault::cut),
    TOO_LONG(
        "longer than 5 MiB",
        exchange -> CalendarServer.answer(exchange, 200, CalendarServer.huge())),
    ENDLESS("", Fault::endless),
    UNASKED_304("status 304", exchange -> exchange.sendResponseHeaders(304, -1)),
    LOOP("status 302", exchange -> redirect(exchange, CALENDAR.url())),
    TO_A_FILE("does not go", exchange -> redirect(exchange, "file:///etc/passwd")),
    TO_NOWHERE("does not go", exchange -> exchange.sendResponseHeaders(301, -1)),
    INSIDE(
        "private address",
        exchange -> redirect(exchange, CALENDAR.url().replace("127.0.0.1", "localhost")));

    private final String said;
    private final HttpHandler behaviour;

    Fault(String said, HttpHandler behaviour) {
      this.said = said;
      this.behaviour = behaviour;
    }

    private static void drip(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        for (int i = 0; i < 100; i++) {
          out.write('B');
          out.flush();
          park(100);
        }
      }
    }

    private static void cut(HttpExchange exchange) throws IOException {
      byte[] half = Arrays.copyOf(GOOD.getBytes(StandardCharsets.UTF_8), 100);
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(half);
    }

    private static void endless(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write("BEGIN:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8));
        byte[] more = "X-MORE:and more\r\n".repeat(4_096).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
          out.write(more);
        }
      }
    }
  }

  @Test
  void theCalendarAndTheDesksShiftsAreOneRota() {
    shift(BEN, "2026-12-01T09:00", "2026-12-01T13:00", "");
    CALENDAR.give(GOOD);
    refresh();
    assertThat(onDuty()).containsExactly(BEN, ANA);
    at(Instant.parse("2026-12-01T18:00:00Z"));
    assertThat(onDuty()).isEmpty();
    assertThat(rota.next().orElseThrow().person().account()).isEqualTo(BEN);
    JsonNode turns = get("/api/duty/turns");
    assertThat(turns.path("total").asInt()).as("60 days").isEqualTo(1);
    assertThat(turns.at("/items/0/shift").asText()).isEqualTo("two");
  }

  @Test
  void aShiftOfTheDeskTakesThePlaceOfAnEvent() {
    CALENDAR.give(GOOD);
    refresh();
    shift(BEN, "2026-12-01T11:00", "2026-12-01T13:00", ", \"insteadOf\": \"one\"");
    assertThat(onDuty()).containsExactly(BEN);
    at(Instant.parse("2026-12-01T13:00:00Z"));
    assertThat(onDuty()).containsExactly(ANA);
  }

  @Test
  void whatAProgramWritesIsPutToAccounts() {
    CALENDAR.give(CalendarServer.sample("google.ics").replaceAll("op(\r\n )?s.test", "duty.test"));
    refresh();
    at(Instant.parse("2026-12-08T19:00:00Z"));
    assertThat(onDuty()).containsExactly(BEN);
    at(Instant.parse("2026-12-25T12:00:00Z"));
    assertThat(onDuty()).containsExactly(BEN);
    at(Instant.parse("2026-12-01T17:00:00Z"));
    assertThat(onDuty()).isEmpty();
    JsonNode unmatched = get("/api/duty/unmatched");
    assertThat(unmatched.path("total").asInt()).as(unmatched.toString()).isEqualTo(1);
    assertThat(unmatched.at("/items/0/event").asText()).isEqualTo("evenings@google.com");
    assertThat(unmatched.at("/items/0/people/0").asText()).isEqualTo("ana.garcia@duty.test");
    assertThat(unmatched.at("/items/0/from").asText()).isEqualTo("2026-12-01T17:00:00Z");
    assertThat(unmatched.at("/items/0/why").asText()).contains("No account");
    database.update("update act_id_user set email_ = 'Ana.Garcia@duty.test' where id_ = ?", ANA);
    assertThat(onDuty()).containsExactly(ANA);
    assertThat(get("/api/duty/unmatched").path("total").asInt()).isZero();
  }

  @Test
  void whatCanNotBeReadIsListedWithItsReason() {
    CALENDAR.give(CalendarServer.sample("odd.ics"));
    refresh();
    JsonNode unmatched = get("/api/duty/unmatched?size=100");
    assertThat(unmatched.path("total").asInt()).as(unmatched.toString()).isEqualTo(11);
    assertThat(unmatched.at("/items/0/event").asText()).isEqualTo("atlantis");
    assertThat(unmatched.at("/items/0/why").asText()).contains("Atlantis Standard Time");
    assertThat(unmatched.at("/items/0/from").isMissingNode()).isTrue();
    assertThat(unmatched.at("/items/10/summary").asText()).isEqualTo("No id");
    assertThat(get("/api/duty").at("/feed/unmatched").asInt()).isEqualTo(11);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aBadDayOfTheServerLeavesTheRotaAsItWas(Fault fault, CapturedOutput log) {
    CALENDAR.give(GOOD);
    refresh();
    at(NOON.plus(Duration.ofHours(2)));
    CALENDAR.behave(fault.behaviour);
    refresh();
    assertThat(CALENDAR.asked()).isNotEmpty();
    assertThat(onDuty()).containsExactly(ANA);
    JsonNode feed = get("/api/duty").path("feed");
    assertThat(feed.path("readAt").asText()).isEqualTo(NOON.toString());
    assertThat(feed.path("age").asText()).isEqualTo("PT2H");
    assertThat(feed.path("failure").asText()).contains(fault.said);
    assertThat(feed.path("failure").asText()).doesNotContain(CalendarServer.SECRET);
    assertThat(log).contains("last good copy").doesNotContain(CalendarServer.SECRET);

    CALENDAR.give(GOOD.replace("Ana", "Ben"));
    refresh();
    assertThat(onDuty()).containsExactly(BEN);
    assertThat(get("/api/duty").at("/feed/failure").isMissingNode()).isTrue();
  }

  @Test
  void aServerThatStaysDeadDoesNotEmptyTheRota() {
    CALENDAR.give(GOOD);
    refresh();
    CALENDAR.behave(exchange -> CalendarServer.answer(exchange, 503, ""));
    at(Instant.parse("2027-02-15T12:00:00Z"));
    assertThat(onDuty()).as("farther than was looked at").isEmpty();
    refresh();
    assertThat(onDuty()).containsExactly(BEN);
    assertThat(get("/api/duty").at("/feed/age").asText()).isEqualTo("PT1824H");
  }

  @Test
  void anUnchangedCalendarIsNotSentAgain() {
    List<String> conditions = new ArrayList<>();
    CALENDAR.behave(
        exchange -> {
          String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
          String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
          conditions.add(etag + " " + since);
          exchange.getResponseHeaders().add("ETag", "\"v1\"");
          exchange.getResponseHeaders().add("Last-Modified", "Tue, 01 Dec 2026 08:00:00 GMT");
          if ("\"v1\"".equals(etag)) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            CalendarServer.answer(exchange, 200, GOOD);
          }
        });
    refresh();
    at(NOON.plus(Duration.ofHours(1)));
    refresh();
    assertThat(conditions).containsExactly("null null", "\"v1\" Tue, 01 Dec 2026 08:00:00 GMT");
    JsonNode feed = get("/api/duty").path("feed");
    assertThat(feed.path("age").asText()).isEqualTo("PT0S");
    assertThat(feed.path("changedAt").asText()).isEqualTo(NOON.toString());
    assertThat(onDuty()).containsExactly(ANA);

    at(Instant.parse("2027-02-15T12:00:00Z"));
    refresh();
    assertThat(onDuty()).as("unchanged, but farther ahead").containsExactly(BEN);

    // What another server said of its calendar is not told to this one.
    database.update("update duty_feed set source = 'another'");
    refresh.refresh();
    assertThat(conditions).last().isEqualTo("null null");
  }

  @Test
  void aRedirectOnTheSameServerIsFollowed() {
    CALENDAR.behave(
        exchange -> {
          if (exchange.getRequestURI().getPath().endsWith("ops.ics")) {
            redirect(exchange, "/moved");
          } else {
            CalendarServer.answer(exchange, 200, GOOD);
          }
        });
    refresh();
    assertThat(CALENDAR.asked()).hasSize(2).last().isEqualTo("/moved");
    assertThat(onDuty()).containsExactly(ANA);
  }

  @Test
  void aPrivateAddressIsRefusedUnlessOpsAllowIt() {
    DutySettings strict =
        new DutySettings(
            URI.create(CALENDAR.url()), false, settings.refreshEvery(), null, settings.timeouts());
    CALENDAR.give(GOOD);
    try (FeedSource source = new FeedSource(strict)) {
      assertThatExceptionOfType(FeedFailure.class)
          .isThrownBy(() -> source.fetch(URI.create(CALENDAR.url()), feeds.findById(1).get()))
          .withMessageContaining("desk.duty.feed-private=true")
          .withMessageNotContaining(CalendarServer.SECRET);
    }
    assertThat(CALENDAR.asked()).isEmpty();
  }

  @Test
  void oneDeskOfAClusterReadsTheCalendar() throws Exception {
    CALENDAR.behave(
        exchange -> {
          park(200);
          CalendarServer.answer(exchange, 200, GOOD);
        });
    due();
    CyclicBarrier gun = new CyclicBarrier(4);
    ExecutorService desks = Executors.newFixedThreadPool(4);
    try (FeedSource another = new FeedSource(settings)) {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        FeedRefresh desk = i == 0 ? refresh : new FeedRefresh(settings, another, copy);
        work.add(
            desks.submit(
                () -> {
                  gun.await();
                  desk.refresh();
                  return null;
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
      new FeedRefresh(settings, another, copy).refresh();
    } finally {
      desks.shutdownNow();
    }
    assertThat(CALENDAR.asked()).hasSize(1);
    assertThat(database.queryForObject("select count(*) from duty_feed_turn", Long.class))
        .isEqualTo(2);
    at(NOON.plus(settings.refreshEvery()));
    refresh.refresh();
    assertThat(CALENDAR.asked()).hasSize(2);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void park(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
