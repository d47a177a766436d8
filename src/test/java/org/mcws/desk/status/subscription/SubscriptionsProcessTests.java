package org.mcws.desk.status.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.StatusStage;
import org.mcws.desk.status.subscription.Mailbox.Letter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** People ask for mails, get them, and end them. */
@ProcessTest
class SubscriptionsProcessTests {

  private static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");
  private static final Pattern TOKEN = Pattern.compile("/status/subscriptions/\\w+/([\\w-]+)");

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private JdbcTemplate database;
  @Autowired private Door door;
  @Autowired private Environment settings;

  private final String ana = "Ana@" + UUID.randomUUID() + ".outside.org";
  private StatusStage gulls;
  private StatusStage terns;
  private String www;
  private String wiki;
  private String client;

  @BeforeEach
  void stage() {
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
    gulls = StatusStage.of(desk, "Community of Gulls");
    terns = StatusStage.of(desk, "Community of Terns");
    www = gulls.site("www");
    wiki = gulls.site("wiki");
    UUID random = UUID.randomUUID();
    client =
        "2001:db8:%x:%x::1"
            .formatted(
                random.getLeastSignificantBits() & 0xffff,
                random.getMostSignificantBits() & 0xffff);
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    gulls.remove();
    terns.remove();
    database.update("delete from status_subscriber");
    // A thousand mails of one test would keep those of the next one waiting.
    database.update("delete from outbox_mail where state = 'WAITING'");
  }

  @Test
  void onlyAConfirmedAddressHearsOfAnIncident() {
    ask(ana, "service", www, "en");
    SubscriptionHands.tellAll(desk);
    String before = gulls.incident("It is down", Impact.CRITICAL, TUESDAY, www);
    SubscriptionHands.tellAll(desk);
    Letter asked = mail(ana, "Please confirm");
    assertThat(asked.text()).contains("www." + gulls.slug() + ".example (Community of Gulls)");
    String token = token(asked.text());
    assertThat(page("/status/subscriptions/confirm/" + token).text())
        .contains("Yes, send me these mails");
    assertThat(confirmed(ana)).as("looking at it is no yes").isZero();

    post("/status/subscriptions/confirm/" + token, "");
    assertThat(confirmed(ana)).isOne();
    assertThat(post("/status/subscriptions/confirm/" + token, "").text()).contains("You get these");
    pass(Duration.ofMinutes(1));
    gulls.board(board -> board.tell(before, Phase.IDENTIFIED, "A disk is full."));
    gulls.board(board -> board.tell(before, Phase.RESOLVED, "It is bigger."));
    SubscriptionHands.tellAll(desk);
    Letter news = mail(ana, "News: It is down");
    assertThat(news.text()).contains("A disk is full.", "We know the cause.", before);
    assertThat(mail(ana, "It works again: It is down").text()).contains("It is bigger.");
    assertThat(subjects(ana)).noneMatch(subject -> subject.startsWith("Incident:"));
  }

  @Test
  void aReaderHasOneMailAboutAllOfTheirServicesInTheirLanguage() {
    subscribe(ana, "service", www, "de");
    subscribe(ana, "community", gulls.slug(), "de");
    String other = terns.site("www");
    gulls.incident("Strom weg", Impact.CRITICAL, TUESDAY, www, wiki, other);
    SubscriptionHands.tellAll(desk);
    Letter told = mail(ana, "Störung: Strom weg");
    assertThat(told.text())
        .contains("- www." + gulls.slug(), "- wiki." + gulls.slug(), "Wir suchen die Ursache.")
        .doesNotContain("Terns");
    SubscriptionHands.tellAll(desk);
    assertThat(subjects(ana)).filteredOn(subject -> subject.startsWith("Störung")).hasSize(1);
  }

  @Test
  void whoseServiceIsHitLaterHearsOfItOnce() {
    subscribe(ana, "community", gulls.slug(), "en");
    String ben = "ben@" + UUID.randomUUID() + ".outside.org";
    String other = terns.site("www");
    subscribe(ben, "community", terns.slug(), "en");
    String incident = gulls.incident("The power is out", Impact.CRITICAL, TUESDAY, www);
    SubscriptionHands.tellAll(desk);
    pass(Duration.ofMinutes(5));
    gulls.board(board -> board.affects(incident, List.of(www, wiki)));
    pass(Duration.ofSeconds(1));
    gulls.board(board -> board.affects(incident, List.of(www, wiki, other)));
    SubscriptionHands.tellAll(desk);

    mail(ben, "Incident: The power is out");
    assertThat(subjects(ana)).filteredOn(subject -> subject.startsWith("Incident:")).hasSize(1);
    assertThat(subjects(ben)).hasSize(2);
  }

  @Test
  void whoseServiceIsHitBeforeTheFirstMailsAreWrittenHearsOfItOnce() {
    String other = terns.site("www");
    subscribe(ana, "community", terns.slug(), "en");
    String incident = gulls.incident("The power is out", Impact.CRITICAL, TUESDAY, www);
    pass(Duration.ofSeconds(1));
    gulls.board(board -> board.affects(incident, List.of(www, other)));
    SubscriptionHands.tellAll(desk);

    mail(ana, "Incident: The power is out");
    assertThat(subjects(ana)).filteredOn(subject -> subject.startsWith("Incident:")).hasSize(1);
  }

  @Test
  void privateServicesAreNotToldOf() {
    subscribe(ana, "community", gulls.slug(), "en");
    String hidden = gulls.hiddenByOps("secret");
    gulls.incident("A secret", Impact.CRITICAL, TUESDAY, hidden);
    gulls.incident("Half a secret", Impact.CRITICAL, TUESDAY, hidden, www);
    SubscriptionHands.tellAll(desk);
    assertThat(mail(ana, "Incident: Half a secret").text())
        .doesNotContain("secret." + gulls.slug());
    assertThat(subjects(ana)).doesNotContain("Incident: A secret");
    assertThat(post("/status/subscriptions/new", form(ana, "service", hidden, "en")).status())
        .isEqualTo(404);
  }

  @Test
  void plannedMaintenanceIsToldToo() {
    subscribe(ana, "community", gulls.slug(), "fr");
    gulls.board(
        board ->
            board.plan(
                "p-" + UUID.randomUUID(),
                new Notice("Nouvelle base", Impact.MINOR, List.of(www), TUESDAY),
                TUESDAY.plus(Duration.ofDays(1)),
                TUESDAY.plus(Duration.ofDays(2))));
    SubscriptionHands.tellAll(desk);
    assertThat(mail(ana, "Maintenance prévue : Nouvelle base").text())
        .contains("De 2027-03-03 11:00 UTC à 2027-03-04 11:00 UTC.");
  }

  @Test
  void aMailProgramEndsTheMailsWithOneClick() {
    subscribe(ana, "service", www, "en");
    String incident = gulls.incident("It is down", Impact.CRITICAL, TUESDAY, www);
    SubscriptionHands.tellAll(desk);
    Letter told = mail(ana, "Incident: It is down");
    assertThat(told.unsubscribePost()).isEqualTo("List-Unsubscribe=One-Click");
    String address = told.unsubscribe().replaceAll("^<|>$", "");
    assertThat(told.text()).contains(address);
    String path = URI.create(address).getPath();

    assertThat(page(path).text()).contains("You get mails about", "End all of them");
    assertThat(confirmed(ana)).as("looking at it ends nothing").isOne();
    for (int i = 0; i < 2; i++) {
      Answer ended =
          door.send(
              door.request(path)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                  .build());
      assertThat(ended.status()).isEqualTo(200);
      assertThat(ended.text()).contains("leads to no mails any more");
    }
    assertThat(
            database.queryForObject(
                "select count(*) from status_subscriber where email = ?", Integer.class, ana))
        .isZero();
    assertThat(page(path).status()).isEqualTo(404);
    gulls.board(board -> board.tell(incident, Phase.RESOLVED, "It is back."));
    SubscriptionHands.tellAll(desk);
    assertThat(
            database.queryForObject(
                "select count(*) from outbox_mail where recipient = ?", Integer.class, ana))
        .as("nothing waits, and nothing tells of who was written to")
        .isZero();
  }

  @Test
  void oneOfSeveralCanBeEnded() {
    subscribe(ana, "service", www, "en");
    subscribe(ana, "service", wiki, "en");
    gulls.incident("It is down", Impact.CRITICAL, TUESDAY, www);
    SubscriptionHands.tellAll(desk);
    String path = "/status/subscriptions/end/" + token(mail(ana, "Incident: It is down").text());
    String one =
        database.queryForObject(
            "select id::text from status_subscription where service = ?", String.class, www);
    String other =
        database.queryForObject(
            "select id::text from status_subscription where service = ?", String.class, wiki);
    assertThat(post(path, "only=" + UUID.randomUUID()).status()).isEqualTo(200);
    assertThat(confirmed(ana)).isEqualTo(2);
    assertThat(post(path, "only=" + one).text()).contains("wiki").doesNotContain(one);
    assertThat(confirmed(ana)).isOne();
    post(path, "only=" + other);
    assertThat(page(path).status()).isEqualTo(404);
  }

  @Test
  void theAnswerIsTheSameForEveryAddress() {
    subscribe(ana, "service", www, "en");
    String known = post("/status/subscriptions/new", form(ana, "service", www, "en")).text();
    String other = "ben@" + UUID.randomUUID() + ".outside.org";
    assertThat(post("/status/subscriptions/new", form(other, "service", www, "en")).text())
        .isEqualTo(known);
    for (int i = 0; i < 10; i++) {
      assertThat(post("/status/subscriptions/new", form(other, "service", www, "en")).text())
          .isEqualTo(known);
    }
    assertThat(
            database.queryForObject(
                "select count(*) from outbox_mail where recipient = ?", Integer.class, other))
        .as("no address is flooded")
        .isEqualTo(5);
  }

  @Test
  void aClientAsksThirtyTimesAnHourAtMost() {
    for (int i = 0; i < 30; i++) {
      assertThat(post("/status/subscriptions/new", form("none", "service", www, "en")).status())
          .isEqualTo(200);
    }
    Answer refused = post("/status/subscriptions/new", form(ana, "service", www, "en"));
    assertThat(refused.status()).isEqualTo(429);
    client = client.replace("::1", "::2");
    assertThat(post("/status/subscriptions/new", form(ana, "service", www, "en")).status())
        .as("of the same network")
        .isEqualTo(429);
    pass(Duration.ofHours(1));
    assertThat(post("/status/subscriptions/new", form(ana, "service", www, "en")).status())
        .isEqualTo(200);
  }

  @Test
  void aFormFromElsewhereAndAnAddressThatIsNoneAreRefused() {
    Answer foreign =
        door.send(
            door.request("/status/subscriptions/new")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(form(ana, "service", www, "en")))
                .build());
    assertThat(foreign.status()).isEqualTo(403);
    for (String bad : new String[] {"", "none", "a@b@c", "a@b.org\r\nBcc: x@y.org"}) {
      assertThat(post("/status/subscriptions/new", form(bad, "service", www, "en")).text())
          .contains("This is no mail address");
    }
    assertThat(database.queryForObject("select count(*) from status_subscriber", Integer.class))
        .isZero();
  }

  @Test
  void whatIsNotConfirmedInAWeekIsForgotten() {
    ask(ana, "service", www, "en");
    String token = token(mail(ana, "Please confirm").text());
    String ben = "ben@" + UUID.randomUUID() + ".outside.org";
    subscribe(ben, "service", www, "en");
    pass(Duration.ofDays(7).plusSeconds(1));
    assertThat(page("/status/subscriptions/confirm/" + token).status()).isEqualTo(404);
    assertThat(post("/status/subscriptions/confirm/" + token, "").status()).isEqualTo(404);
    desk.getBean(Subscriptions.class).forgetOld();
    assertThat(database.queryForList("select email from status_subscriber", String.class))
        .containsExactly(ben);
    assertThat(
            database.queryForObject(
                "select count(*) from personal_link where person = ?", Integer.class, ana))
        .isZero();
  }

  @Test
  void tokensAreKeptAsHashesOnly() {
    subscribe(ana, "service", www, "en");
    gulls.incident("It is down", Impact.CRITICAL, TUESDAY, www);
    SubscriptionHands.tellAll(desk);
    String token = token(mail(ana, "Incident: It is down").text());
    assertThat(
            database.queryForObject(
                "select count(*) from personal_link where token_hash = ?", Integer.class, token))
        .isZero();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.queryForObject(
                            "select count(*) from outbox_mail where recipient = ?"
                                + " and (body <> '' or headers <> '')",
                            Integer.class,
                            ana))
                    .isZero());
  }

  @Test
  void aThousandSubscribersAreToldOnceByTwoDesksAndTheCallerWritesOneRow() throws Exception {
    database.update(
        "insert into status_subscriber (id, email, language, created_at) select"
            + " gen_random_uuid(), 'reader' || n || '@' || ? || '.outside.org', 'en', '2027-01-01'"
            + " from generate_series(1, 1000) n",
        gulls.slug());
    database.update(
        "insert into status_subscription (id, subscriber, community, language, asked_at,"
            + " confirmed_at) select gen_random_uuid(), id, ?, 'en', '2027-01-01', '2027-01-01'"
            + " from status_subscriber",
        gulls.slug());
    String incident = gulls.incident("It is down", Impact.CRITICAL, TUESDAY, www, wiki);
    assertThat(mailsToReaders()).isZero();
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService desks = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        work.add(
            desks.submit(
                () -> {
                  gun.await();
                  SubscriptionHands.tellAll(desk);
                  return null;
                }));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      desks.shutdownNow();
    }
    SubscriptionHands.tellAll(desk);
    assertThat(mailsToReaders()).isEqualTo(1000);
    assertThat(
            database.queryForObject(
                "select count(distinct recipient) from outbox_mail where recipient like ?",
                Integer.class,
                "reader%@" + gulls.slug() + ".outside.org"))
        .isEqualTo(1000);
    assertThat(
            database.queryForObject(
                "select count(*) from status_news where notice = ? and done_at is not null",
                Integer.class,
                incident))
        .isOne();
  }

  private int mailsToReaders() {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient like ?",
        Integer.class,
        "reader%@" + gulls.slug() + ".outside.org");
  }

  private void subscribe(String email, String kind, String id, String language) {
    ask(email, kind, id, language);
    String topic =
        database.queryForObject(
            "select b.id::text from status_subscription b join status_subscriber s"
                + " on s.id = b.subscriber where s.email = ? and "
                + kind
                + " = ?",
            String.class,
            email,
            id);
    await()
        .until(
            () ->
                mails(email).stream()
                    .map(mail -> token(mail.text()))
                    .anyMatch(
                        token -> {
                          String shown = page("/status/subscriptions/confirm/" + token).text();
                          if (!shown.contains("<form")) {
                            return false;
                          }
                          post("/status/subscriptions/confirm/" + token, "");
                          return isConfirmed(topic);
                        }));
  }

  private boolean isConfirmed(String subscription) {
    return database.queryForObject(
        "select confirmed_at is not null from status_subscription where id = ?::uuid",
        Boolean.class,
        subscription);
  }

  private void ask(String email, String kind, String id, String language) {
    Answer answer = post("/status/subscriptions/new", form(email, kind, id, language));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).contains("Please look into your mailbox.");
  }

  private static String form(String email, String kind, String id, String language) {
    return "email="
        + URLEncoder.encode(email, StandardCharsets.UTF_8)
        + "&"
        + kind
        + "="
        + URLEncoder.encode(id, StandardCharsets.UTF_8)
        + "&language="
        + language;
  }

  /** Sends a form as a browser does that has opened such a page before. */
  private Answer post(String path, String form) {
    Answer opened = page("/status/subscriptions/new?community=" + gulls.slug());
    Matcher csrf = CSRF.matcher(opened.text());
    assertThat(csrf.find()).isTrue();
    return door.send(
        door.request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .header("X-Forwarded-For", client)
            .header("Cookie", opened.header("Set-Cookie").replaceFirst(";.*", ""))
            .POST(
                BodyPublishers.ofString(
                    form + "&_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)))
            .build());
  }

  private Answer page(String path) {
    return door.send(door.request(path).header("Accept", "text/html").build());
  }

  private Letter mail(String recipient, String subject) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                mails(recipient).stream()
                    .filter(mail -> mail.subject().startsWith(subject))
                    .findFirst()
                    .orElse(null),
            mail -> mail != null);
  }

  private List<Letter> mails(String recipient) {
    return new Mailbox(settings, recipient).letters();
  }

  /** What has reached somebody once nothing waits any more. */
  private List<String> subjects(String recipient) {
    await().until(() -> waiting(recipient) == 0);
    return mails(recipient).stream().map(Letter::subject).toList();
  }

  private int waiting(String recipient) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and state = 'WAITING'",
        Integer.class,
        recipient);
  }

  private int confirmed(String email) {
    return database.queryForObject(
        "select count(*) from status_subscription b join status_subscriber s"
            + " on s.id = b.subscriber where s.email = ? and confirmed_at is not null",
        Integer.class,
        email);
  }

  private static String token(String text) {
    Matcher token = TOKEN.matcher(text);
    return token.find() ? token.group(1) : "none";
  }

  private void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(desk.getBean(Clock.class).instant().plus(time)));
  }
}
