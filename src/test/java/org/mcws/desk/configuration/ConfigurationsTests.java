package org.mcws.desk.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.audit.AuditEntry;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.configuration.events.ConfigurationChanged;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.JdbcTemplate;

/** What services' programs are told, by REST. */
@ProcessTest
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationsTests {

  private static final String IMAGE = "ghcr.io/hispano/bot:1";
  private static final String STAGING = "staging";
  private static final String PRODUCTION = "production";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private Configurations configurations;
  @Autowired private AuditTrail audit;
  @Autowired private Door door;
  @Autowired private JdbcTemplate database;
  private final Heard heard = new Heard();
  private final List<DeliveredSite> services = new ArrayList<>();
  private DeliveredSite bot;

  @BeforeEach
  void stage() {
    bot = service();
    desk.addApplicationListener(heard);
  }

  @AfterEach
  void clear() {
    desk.removeApplicationListener(heard);
    services.forEach(DeliveredSite::remove);
  }

  @Test
  void nobodyHasSaidAnythingAtFirst() {
    JsonNode staging = show(STAGING);
    assertThat(staging.path("revision").asInt(-1)).isZero();
    assertThat(staging.path("variables").size()).isZero();
    assertThat(staging.path("secrets").isArray()).isTrue();
    assertThat(staging.path("secrets").size()).isZero();
    assertThat(staging.has("hash") || staging.has("changedBy") || staging.has("changedAt"))
        .isFalse();
    assertThat(show(PRODUCTION).path("note").asText()).contains("onboarding counts");
    assertThat(list(STAGING)).isEmpty();
    assertThat(configurations.newest(bot.id(), Environment.STAGING)).isEmpty();
    assertThat(configurations.find(bot.id(), Environment.STAGING, 0)).isEmpty();
  }

  @Test
  void variablesAreReplacedAndSecretsStay() {
    done(variables(STAGING, Map.of("LANG", "es", "MOTTO", "¡Olé!\n\tya", "EMPTY", "")));
    done(secret(STAGING, "TOKEN", "rosebud"));
    JsonNode changed = done(variables(STAGING, Map.of("LANG", "de", "TZ", "UTC")));

    assertThat(changed).isEqualTo(show(STAGING));
    assertThat(changed.path("revision").asInt()).isEqualTo(3);
    assertThat(changed.path("variables").toString()).isEqualTo("{\"LANG\":\"de\",\"TZ\":\"UTC\"}");
    assertThat(changed.path("secrets").toString()).isEqualTo("[\"TOKEN\"]");
    assertThat(changed.path("hash").asText()).matches("[0-9a-f]{64}");
    assertThat(changed.path("changedBy").asText()).isEqualTo(bot.ana());
    assertThat(Instant.parse(changed.path("changedAt").asText())).isNotNull();
    assertThat(changed.has("note")).isFalse();
    assertThat(show(PRODUCTION).path("revision").asInt()).isZero();

    Configuration newest = configurations.newest(bot.id(), Environment.STAGING).orElseThrow();
    assertThat(newest.revision()).isEqualTo(3);
    assertThat(newest.variables()).isEqualTo(Map.of("LANG", "de", "TZ", "UTC"));
    assertThat(newest.secrets()).isEqualTo(Map.of("TOKEN", "rosebud"));
    assertThat(newest.hash()).isEqualTo(changed.path("hash").asText());
    assertThat(newest.toString()).contains("TOKEN").doesNotContain("rosebud");
    Configuration first = configurations.find(bot.id(), Environment.STAGING, 1).orElseThrow();
    assertThat(first.variables())
        .isEqualTo(Map.of("LANG", "es", "MOTTO", "¡Olé!\n\tya", "EMPTY", ""));
    assertThat(first.secrets()).isEmpty();
    assertThat(configurations.find(bot.id(), Environment.STAGING, 4)).isEmpty();
    assertThat(configurations.find(bot.id(), Environment.PRODUCTION, 1)).isEmpty();
  }

  @Test
  void eachChangeIsHeardAndRecorded() {
    done(variables(STAGING, Map.of("A", "1", "B", "2")));
    done(secret(STAGING, "TOKEN", "rosebud"));
    done(variables(STAGING, Map.of("A", "3", "C", "2")));
    done(send("ops", "DELETE", STAGING + "/secrets/TOKEN", null, null));
    done(variables(PRODUCTION, Map.of("A", "1")));

    assertThat(heard.events)
        .containsExactly(
            new ConfigurationChanged(bot.id(), Environment.STAGING, 1),
            new ConfigurationChanged(bot.id(), Environment.STAGING, 2),
            new ConfigurationChanged(bot.id(), Environment.STAGING, 3),
            new ConfigurationChanged(bot.id(), Environment.STAGING, 4),
            new ConfigurationChanged(bot.id(), Environment.PRODUCTION, 1));
    assertThat(trail())
        .containsExactly(
            bot.ana() + " variables changed: staging, revision 1: set A, B",
            bot.ana() + " secret set: staging, revision 2: TOKEN",
            bot.ana() + " variables changed: staging, revision 3: set A, C; removed B",
            "ops secret removed: staging, revision 4: TOKEN",
            bot.ana() + " variables changed: production, revision 1: set A");
  }

  @Test
  void whatChangesNothingMakesNoRevision() {
    JsonNode nothing = done(variables(STAGING, Map.of()));
    assertThat(nothing.path("revision").asInt()).isZero();
    done(variables(STAGING, Map.of("A", "1", "B", "2")));
    JsonNode before = done(secret(STAGING, "TOKEN", "rosebud"));
    assertThat(done(variables(STAGING, Map.of("B", "2", "A", "1")))).isEqualTo(before);
    assertThat(done(secret(STAGING, "TOKEN", "rosebud"))).isEqualTo(before);
    assertThat(list(STAGING)).hasSize(2);
    assertThat(heard.events).hasSize(2);
    assertThat(trail()).hasSize(2);
  }

  @Test
  void theSameHasTheSameHash() {
    done(variables(STAGING, Map.of("A", "1", "B", "2")));
    String hash = done(secret(STAGING, "TOKEN", "rosebud")).path("hash").asText();
    String other = done(secret(STAGING, "TOKEN", "rosebuds")).path("hash").asText();
    assertThat(other).isNotEqualTo(hash);
    assertThat(done(secret(STAGING, "TOKEN", "rosebud")).path("hash").asText()).isEqualTo(hash);

    done(secret(PRODUCTION, "TOKEN", "rosebud"));
    assertThat(done(variables(PRODUCTION, Map.of("B", "2", "A", "1"))).path("hash").asText())
        .isEqualTo(hash);

    DeliveredSite another = service();
    done(send(another, STAGING, "{\"variables\": {\"A\": \"1\", \"B\": \"2\"}}"));
    assertThat(show(another, STAGING).path("hash").asText()).isNotEqualTo(hash);
  }

  @Test
  void aVariableIsNoSecretOfThatContent() {
    String variable = done(variables(STAGING, Map.of("A", "1"))).path("hash").asText();
    assertThat(done(secret(PRODUCTION, "A", "1")).path("hash").asText()).isNotEqualTo(variable);
  }

  @Test
  void revisionsAreListedByPagesTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      done(variables(STAGING, Map.of("N", "" + i)));
    }
    Answer page = get(bot.ana(), STAGING + "/revisions?page=1&size=2");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().path("total").asInt()).isEqualTo(5);
    assertThat(page.json().at("/items/0/revision").asInt()).isEqualTo(3);
    assertThat(page.json().at("/items/0/variables/N").asText()).isEqualTo("3");
    assertThat(page.json().at("/items/1/revision").asInt()).isEqualTo(2);
    assertThat(page.json().path("items").size()).isEqualTo(2);
  }

  @Test
  void noSecretComesOutAgain(CapturedOutput output) {
    String value = "rosebud-" + UUID.randomUUID();
    List<Answer> answers = new ArrayList<>();
    answers.add(secret(STAGING, "TOKEN", value));
    answers.add(secret(STAGING, "OTHER", value + "-2"));
    answers.add(secret(STAGING, "1WRONG", value));
    answers.add(secret(STAGING, "CONTROL", value + (char) 0));
    answers.add(
        send(
            bot.ana(),
            "PUT",
            STAGING + "/secrets/TOKEN",
            "{\"value\": [\"" + value + "\"]}",
            null));
    answers.add(send(bot.ana(), "PUT", STAGING + "/secrets/TOKEN", '"' + value + '"', null));
    answers.add(send(bot.ana(), "PUT", STAGING + "/secrets/TOKEN", "{\"value\": \"" + value, null));
    answers.add(
        send(bot.ana(), "PUT", STAGING + "/secrets/TOKEN", "{\"valeu\": \"" + value + "\"}", null));
    assertThat(answers)
        .extracting(Answer::status)
        .containsExactly(200, 200, 400, 400, 400, 400, 400, 400);
    answers.add(get(bot.ana(), STAGING));
    answers.add(get("ops", STAGING + "/revisions"));
    answers.add(send(bot.ana(), "DELETE", STAGING + "/secrets/TOKEN", null, null));

    assertThat(answers).extracting(Answer::text).noneMatch(text -> text.contains(value));
    assertThat(trail()).hasSize(3).noneMatch(line -> line.contains(value));
    assertThat(output).doesNotContain(value);
    List<Map<String, Object>> rows =
        database.queryForList(
            "select *, encode(secrets, 'escape') as bytes"
                + " from service_configuration where service = ?",
            bot.id());
    assertThat(rows).hasSize(3);
    assertThat(rows.toString()).contains("OTHER").doesNotContain(value);
    assertThat(configurations.find(bot.id(), Environment.STAGING, 1).orElseThrow().secrets())
        .isEqualTo(Map.of("TOKEN", value));
  }

  @Test
  void onlyOwnersAndOpsSeeAndChangeIt() {
    done(variables(STAGING, Map.of("A", "1")));
    done(secret(STAGING, "TOKEN", "rosebud"));
    DeliveredSite other = service();
    String invited = "invited@" + bot.slug() + ".test";
    People people = desk.getBean(People.class);
    people.addAccount(invited, "Invited");
    people.setPassword(invited, TreeRequest.PASSWORD);
    people.invite(bot.slug(), invited);

    assertThat(statuses(null)).containsOnly(401);
    assertThat(statuses(other.ana())).containsOnly(404);
    assertThat(statuses(invited)).containsOnly(403);
    assertThat(statuses("reviewer")).containsOnly(403);
    assertThat(list(STAGING)).hasSize(2);
    assertThat(statuses(bot.ben())).containsOnly(200);
    done(secret(STAGING, "TOKEN", "rosebud"));
    assertThat(statuses("ops")).containsOnly(200);
  }

  @Test
  void whoIsOvertakenIsTold() {
    assertThat(variables(STAGING, Map.of("A", "1"), "0").status()).isEqualTo(200);
    assertThat(variables(STAGING, Map.of("A", "2"), "\"1\"").status()).isEqualTo(200);
    Answer overtaken = variables(STAGING, Map.of("A", "3"), "1");
    assertThat(overtaken.status()).isEqualTo(412);
    assertThat(overtaken.text()).contains("its revision is 2 now");
    assertThat(send(bot.ana(), "PUT", STAGING + "/secrets/S", "{\"value\": \"x\"}", "1").status())
        .isEqualTo(412);
    assertThat(send(bot.ana(), "DELETE", STAGING + "/secrets/S", null, "1").status())
        .isEqualTo(412);
    assertThat(variables(STAGING, Map.of("A", "3"), "two").status()).isEqualTo(400);
    assertThat(show(STAGING).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void changesAtOnceComeOneAfterTheOther() throws Exception {
    int many = 8;
    ExecutorService threads = Executors.newFixedThreadPool(many);
    CyclicBarrier start = new CyclicBarrier(many);
    try {
      List<Callable<Answer>> owners =
          IntStream.range(0, many)
              .<Callable<Answer>>mapToObj(
                  i ->
                      () -> {
                        start.await();
                        return secret(STAGING, "SECRET_" + i, "value");
                      })
              .toList();
      List<Integer> revisions = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(owners)) {
        revisions.add(done(answer.get()).path("revision").asInt());
      }
      Collections.sort(revisions);
      assertThat(revisions).isEqualTo(IntStream.rangeClosed(1, many).boxed().toList());
      assertThat(show(STAGING).path("secrets").size()).isEqualTo(many);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1A",
        "A-B",
        "A B",
        "Ñ",
        "",
        "A/B~C",
        "HOST",
        "PORT",
        "PORT0",
        "PORT_WEB",
        "PORTS",
        "MESOS_TASK_ID",
        "MARATHON_APP_ID",
        "LIBPROCESS_IP",
        "DOCKER_HOST"
      })
  void aNameThatCannotBeIsRefused(String name) {
    Answer refused = variables(STAGING, Map.of(name, "value", "GOOD", "value"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").size()).isEqualTo(1);
    assertThat(refused.json().at("/errors/0/field").asText())
        .isEqualTo("/variables/" + name.replace("~", "~0").replace("/", "~1"));
    if (name.matches("[A-Z0-9_]+")) {
      Answer secret = secret(STAGING, name, "value");
      assertThat(secret.status()).isEqualTo(400);
      assertThat(secret.json().at("/errors/0/field").asText()).isEqualTo("/name");
    }
    assertThat(list(STAGING)).isEmpty();
  }

  @Test
  void namesAreTakenOnceOnly() {
    done(
        variables(
            STAGING, Map.of("A", "1", "B_FILE", "1", "PATH", "/bin", "a" + "b".repeat(99), "")));
    done(secret(STAGING, "TOKEN", "rosebud"));

    refused(secret(STAGING, "A", "x"), "/name", "'A' is a variable: remove that first");
    refused(secret(STAGING, "B", "x"), "/name", "'B_FILE' is there already");
    refused(secret(STAGING, "TOKEN_FILE", "x"), "/name", "where the secret 'TOKEN' can be read");
    refused(
        variables(STAGING, Map.of("TOKEN", "1")),
        "/variables/TOKEN",
        "'TOKEN' is a secret: remove that first");
    refused(
        variables(STAGING, Map.of("TOKEN_FILE", "1")),
        "/variables/TOKEN_FILE",
        "where the secret 'TOKEN' can be read");
    refused(
        variables(STAGING, Map.of("a" + "b".repeat(100), "")),
        "/variables/a" + "b".repeat(100),
        "at most 100 letters");
    assertThat(list(STAGING)).hasSize(2);
  }

  @Test
  void aValueThatCannotBeIsRefused() {
    done(variables(STAGING, Map.of("A", "x".repeat(8000))));
    done(secret(STAGING, "S", "ñ".repeat(32 * 1024)));

    refused(variables(STAGING, Map.of("A", "x".repeat(8001))), "/variables/A", "8,000 characters");
    refused(variables(STAGING, Map.of("A", "x" + (char) 0)), "/variables/A", "control character");
    refused(variables(STAGING, Map.of("A", "x\r\n")), "/variables/A", "line ends of Unix");
    refused(
        send(bot, STAGING, "{\"variables\": {\"A\": \"\\ud800\"}}"),
        "/variables/A",
        "half of a character");
    refused(send(bot, STAGING, "{\"variables\": {\"A\": null}}"), "/variables/A", "missing");
    refused(send(bot, STAGING, "{}"), "/variables", "missing");
    refused(secret(STAGING, "S", "ñ".repeat(32 * 1024) + "n"), "/value", "64 KiB");
    refused(secret(STAGING, "S", ""), "/value", "empty");
    refused(send(bot.ana(), "PUT", STAGING + "/secrets/S", "{}", null), "/value", "missing");
    assertThat(list(STAGING)).hasSize(2);
  }

  @Test
  void aHundredOfBothAreEnough() {
    Map<String, String> many = new TreeMap<>();
    IntStream.range(0, 99).forEach(i -> many.put("V" + i, ""));
    done(variables(STAGING, many));
    done(secret(STAGING, "S", "x"));
    refused(secret(STAGING, "S2", "x"), "/name", "101 variables and secrets");
    many.put("V99", "");
    refused(variables(STAGING, many), "/variables", "101 variables and secrets");
    done(secret(STAGING, "S", "y"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Answer unknown = get(bot.ana(), "testing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("staging and production");
    assertThat(send(bot.ana(), "DELETE", STAGING + "/secrets/NONE", null, null).status())
        .isEqualTo(404);
    assertThat(door.get("ops", "/api/services/none.none/configuration/staging").status())
        .isEqualTo(404);
  }

  @Test
  void whatRunsNoImageHasNone() {
    DeliveredService mail =
        reserve(bot.slug(), ServiceKind.MAIL_DOMAIN, bot.slug() + ".example", null);
    Answer none = door.get(bot.ana(), "/api/services/" + mail.id() + "/configuration/production");
    assertThat(none.status()).isEqualTo(409);
    assertThat(none.text()).contains("runs an image");
  }

  @Test
  void itGoesWithItsService() {
    String slug = "g" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    desk.getBean(OwnerLists.class)
        .enter(
            new Community(slug, slug, List.of("es"), ZoneId.of("Europe/Madrid"), Instant.now()),
            List.of());
    DeliveredService site = reserve(slug, ServiceKind.WORKER, "bot", IMAGE);
    String path = "/api/services/" + site.id() + "/configuration/staging";
    done(door.send("ops", "PUT", path, "{\"variables\": {\"A\": \"1\"}}"));

    desk.getBean(Inventory.class).release(slug);

    assertThat(
            database.queryForObject(
                "select count(*) from service_configuration where service = ?",
                Integer.class,
                site.id()))
        .isZero();
  }

  private DeliveredService reserve(String community, ServiceKind kind, String name, String image) {
    DeliveredService service =
        new DeliveredService(
            community, kind, name, null, null, image, ManagedBy.COMMUNITY, "{}", Instant.now());
    desk.getBean(Inventory.class).reserve(List.of(service));
    return service;
  }

  private DeliveredSite service() {
    DeliveredSite service = DeliveredSite.worker(desk, IMAGE);
    services.add(service);
    return service;
  }

  /** What somebody is answered to everything that can be asked for; changes something. */
  private List<Integer> statuses(String user) {
    return List.of(
        get(user, STAGING).status(),
        get(user, STAGING + "/revisions").status(),
        send(user, "PUT", STAGING, "{\"variables\": {\"A\": \"2\"}}", null).status(),
        send(user, "PUT", STAGING + "/secrets/NEW", "{\"value\": \"x\"}", null).status(),
        send(user, "DELETE", STAGING + "/secrets/TOKEN", null, null).status());
  }

  private JsonNode show(String environment) {
    return show(bot, environment);
  }

  private JsonNode show(DeliveredSite service, String environment) {
    return done(door.get(service.ana(), path(service, environment)));
  }

  private List<JsonNode> list(String environment) {
    List<JsonNode> revisions = new ArrayList<>();
    done(get("ops", environment + "/revisions")).path("items").forEach(revisions::add);
    return revisions;
  }

  private Answer variables(String environment, Map<String, String> variables) {
    return variables(environment, variables, null);
  }

  private Answer variables(String environment, Map<String, String> variables, String seen) {
    return send(bot.ana(), "PUT", environment, json(Map.of("variables", variables)), seen);
  }

  private Answer secret(String environment, String name, String value) {
    return send(
        bot.ana(), "PUT", environment + "/secrets/" + name, json(Map.of("value", value)), null);
  }

  private Answer send(DeliveredSite service, String environment, String body) {
    return door.send(service.ana(), "PUT", path(service, environment), body);
  }

  private Answer get(String user, String what) {
    return door.get(user, path(bot, what));
  }

  private Answer send(String user, String method, String what, String body, String seen) {
    if (seen == null) {
      return door.send(user, method, path(bot, what), body);
    }
    String login = user + ":" + TreeRequest.PASSWORD;
    return door.send(
        door.request(path(bot, what))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .header("If-Match", seen)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode done(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void refused(Answer answer, String field, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors").size()).as(answer.text()).isEqualTo(1);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asText()).contains(words);
  }

  private List<String> trail() {
    return audit.of("service/" + bot.id()).stream().map(ConfigurationsTests::line).toList();
  }

  private static String line(AuditEntry entry) {
    return entry.who() + " " + entry.action() + ": " + entry.detail();
  }

  private static String path(DeliveredSite service, String what) {
    return "/api/services/" + service.id() + "/configuration/" + what;
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What other rooms would hear. */
  private static final class Heard
      implements ApplicationListener<PayloadApplicationEvent<ConfigurationChanged>> {

    private final List<ConfigurationChanged> events =
        Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<ConfigurationChanged> event) {
      events.add(event.getPayload());
    }
  }
}
