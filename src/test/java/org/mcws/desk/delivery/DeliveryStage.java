package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.build.BuildHands;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.onboarding.Letters;
import org.mcws.desk.update.DeliveredSite;
import org.mcws.desk.update.VisitorsHands;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Plays deliveries: communities push to a real repository, the sandbox builds and runs, and timers,
 * builds, looks and visitors come when the test says so.
 */
@ProcessTest
abstract class DeliveryStage {

  static final String OLD = "ghcr.io/hispano/site:1.4.0";
  static final String GOOD =
      "FROM debian:12-slim\nRUN echo made\nEXPOSE 8080\nUSER 1000\nCMD [\"sleep\", \"60\"]\n";
  static final String BROKEN = "FROM debian:12-slim\nCOPY --from=nowhere a b\n";

  /** A Tuesday, noon in Madrid. */
  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_TICKS = 200;

  static final PushedRepository FORGE = new PushedRepository();

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected JdbcTemplate database;
  @Autowired protected ConfigurableApplicationContext desk;
  @Autowired protected SourceWatch watch;

  protected Letters letters;
  private final List<DeliveredSite> sites = new ArrayList<>();
  private final Map<String, String> secrets = new HashMap<>();

  @DynamicPropertySource
  static void forge(DynamicPropertyRegistry settings) {
    settings.add("desk.sources.known-hosts", FORGE::host);
  }

  @BeforeEach
  void stage(@Autowired ProcessEngine engine, @Autowired Environment settings) {
    init(engine);
    letters = new Letters(settings);
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    for (String server : new String[] {"marathon", "dns", "registry", "engine"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    sites.forEach(
        site ->
            runtime.createProcessInstanceQuery().tenantIdIn(site.slug()).list().stream()
                .filter(one -> one.getRootProcessInstanceId().equals(one.getId()))
                .forEach(
                    one ->
                        runtime.deleteProcessInstanceIfExists(
                            one.getId(), "the test is over", false, true, false, false)));
    sites.forEach(
        site -> database.update("delete from delivery_source where service = ?", site.id()));
    sites.forEach(DeliveredSite::remove);
  }

  // --- what there is

  /** A site that is delivered from a repository of its own. */
  DeliveredSite site(String mode) {
    return connected(DeliveredSite.site(desk, OLD), mode);
  }

  DeliveredSite worker(String mode) {
    return connected(DeliveredSite.worker(desk, OLD), mode);
  }

  DeliveredSite connected(DeliveredSite site, String mode) {
    sites.add(site);
    push(site, "First", GOOD);
    connect(site, mode);
    look();
    return site;
  }

  void connect(DeliveredSite site, String mode) {
    Answer answer =
        door.send(
            site.ana(),
            "PUT",
            "/api/services/" + site.id() + "/delivery",
            json(Map.of("repository", Map.of("url", FORGE.url(site.slug())), "mode", mode)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** Somebody pushes; nobody tells the desk. */
  String push(DeliveredSite site, String message, String dockerfile) {
    return push(site, message, dockerfile, Map.of());
  }

  String push(DeliveredSite site, String message, String dockerfile, Map<String, String> others) {
    Map<String, String> files = new HashMap<>(others);
    files.put("Dockerfile", dockerfile);
    files.put("README", message + UUID.randomUUID());
    return FORGE.push(site.slug(), message, files);
  }

  /** Somebody pushes, and the forge tells. */
  String pushAndTell(DeliveredSite site, String message, String dockerfile) {
    return pushAndTell(site, message, dockerfile, Map.of());
  }

  String pushAndTell(
      DeliveredSite site, String message, String dockerfile, Map<String, String> others) {
    // So that what comes later is newer.
    ClockUtil.setCurrentTime(Date.from(now().plusSeconds(1)));
    String commit = push(site, message, dockerfile, others);
    tell(site, commit);
    look();
    return commit;
  }

  /** An owner has a secret for the webhook made. */
  String newSecret(DeliveredSite site) {
    Answer answer =
        door.post(site.ana(), "/api/services/" + site.id() + "/delivery/hook-secret", null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("address").asText()).endsWith("/api/hooks/git/" + site.id());
    return answer.json().path("secret").asText();
  }

  /** What GitHub posts about a push to {@code main}. */
  Answer tell(DeliveredSite site, String commit) {
    String body =
        json(
            Map.of(
                "ref", "refs/heads/main",
                "before", "1".repeat(40),
                "after", commit,
                "repository", Map.of("default_branch", "main"),
                "pusher", Map.of("name", "gil", "email", "gil@" + site.slug() + ".test")));
    Answer answer =
        hook(
            site.id(),
            body,
            Map.of("X-GitHub-Event", "push"),
            secrets.computeIfAbsent(site.id(), id -> newSecret(site)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer;
  }

  /** Posts what a forge does, signed as GitHub signs. */
  Answer hook(String service, String body, Map<String, String> headers, String secret) {
    var request =
        door.request("/api/hooks/git/" + service)
            .header("Content-Type", "application/json")
            .header(
                "X-Hub-Signature-256",
                "sha256=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(body))
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return door.send(request.build());
  }

  /** Whatever is due is looked at. */
  void look() {
    watch.lookDue();
    watch.beginWaiting();
  }

  // --- jobs and timers

  /** Everything that is due now happens, for all instances of the community. */
  void run(DeliveredSite site) {
    boolean more = true;
    while (more) {
      if (builds()) {
        BuildHands.work(desk);
      }
      more = false;
      for (Job job = due(site); job != null; job = due(site)) {
        execute(job);
        more = true;
      }
      more |= visited(site);
    }
  }

  /** The same, while no desk builds. */
  void runWithoutBuilder(DeliveredSite site) {
    for (Job job = due(site); job != null; job = due(site)) {
      execute(job);
    }
  }

  private boolean builds() {
    return database.queryForObject(
            "select count(*) from image_build where ended_at is null", Integer.class)
        > 0;
  }

  private void execute(Job job) {
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      Job after = management.createJobQuery().jobId(job.getId()).singleResult();
      assertThat(after).as("a failed job is kept: %s", failure).isNotNull();
    }
  }

  private boolean visited(DeliveredSite site) {
    boolean due = nextVisit(site).filter(when -> !when.isAfter(now())).isPresent();
    if (due) {
      VisitorsHands.sendDue(desk);
    }
    return due;
  }

  private Optional<Instant> nextVisit(DeliveredSite site) {
    return database
        .queryForList(
            "select next_visit_at from service_update where service = ?"
                + " and next_visit_at is not null",
            java.sql.Timestamp.class,
            site.id())
        .stream()
        .map(java.sql.Timestamp::toInstant)
        .findFirst();
  }

  private Job due(DeliveredSite site) {
    return management.createJobQuery().tenantIdIn(site.slug()).executable().list().stream()
        .findFirst()
        .orElse(null);
  }

  /** Lets time pass until this is so; platforms get the time that they need. */
  void tickUntil(DeliveredSite site, BooleanSupplier done) {
    run(site);
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      settle(site);
      Instant next =
          java.util.stream.Stream.concat(nextJob(site).stream(), nextVisit(site).stream())
              .min(Comparator.naturalOrder())
              .orElseThrow(
                  () ->
                      new AssertionError(
                          "nothing is to happen at " + activities(site) + ": " + deliveries(site)));
      if (next.isAfter(now())) {
        // At the very moment at which its last round is due, a cycle would be due again for ever.
        ClockUtil.setCurrentTime(Date.from(next.plusMillis(1)));
      }
      run(site);
    }
    assertThat(done.getAsBoolean())
        .as(() -> "it has come to that; at " + activities(site) + ": " + newest(site))
        .isTrue();
  }

  private Optional<Instant> nextJob(DeliveredSite site) {
    return management.createJobQuery().tenantIdIn(site.slug()).withRetriesLeft().list().stream()
        .map(job -> job.getDuedate() == null ? Instant.EPOCH : job.getDuedate().toInstant())
        .min(Comparator.naturalOrder());
  }

  /** What runs of the service and its staging has come to rest, or will not. */
  void settle(DeliveredSite site) {
    StagingHands.settle(desk, site);
  }

  void pass(DeliveredSite site, Duration time) {
    ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    run(site);
  }

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  // --- people

  Task task(DeliveredSite site, String key) {
    return tasks.createTaskQuery().tenantIdIn(site.slug()).taskDefinitionKey(key).singleResult();
  }

  void complete(String user, Task task, Map<String, Object> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    Answer answer =
        door.post(
            user,
            "/engine-rest/task/" + task.getId() + "/submit-form",
            json(Map.of("variables", variables)));
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  void answer(DeliveredSite site, String owner, String choice) {
    Map<String, Object> fields =
        choice.equals("noGo")
            ? Map.of("answer", choice, "reason", "The menu is gone.")
            : Map.of("answer", choice);
    complete(owner, task(site, "userTask_answerQuestion"), fields);
  }

  /** An owner brings a release back. */
  Answer bringBack(DeliveredSite site, int release) {
    ClockUtil.setCurrentTime(Date.from(now().plusSeconds(1)));
    Answer answer =
        door.post(
            site.ana(),
            "/api/services/" + site.id() + "/deliveries",
            json(Map.of("release", release)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer;
  }

  /** An owner wants the newest commit delivered. */
  void deliverNow(DeliveredSite site) {
    ClockUtil.setCurrentTime(Date.from(now().plusSeconds(1)));
    Answer answer = door.post(site.ben(), "/api/services/" + site.id() + "/deliveries", "{}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  /** An owner says what the service is told. */
  void configure(DeliveredSite site, String environment, Map<String, String> variables) {
    Answer answer =
        door.send(
            site.ana(),
            "PUT",
            "/api/services/" + site.id() + "/configuration/" + environment,
            json(Map.of("variables", variables)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** Until the owners are asked. */
  void untilAsked(DeliveredSite site) {
    tickUntil(site, () -> task(site, "userTask_answerQuestion") != null);
  }

  /** Until this has come of the newest delivery. */
  void until(DeliveredSite site, String state) {
    tickUntil(site, () -> newest(site).path("state").asText().equals(state));
  }

  // --- what is there afterwards

  List<String> activities(DeliveredSite site) {
    return runtime.createProcessInstanceQuery().tenantIdIn(site.slug()).list().stream()
        .map(ProcessInstance::getId)
        .flatMap(id -> runtime.getActiveActivityIds(id).stream())
        .toList();
  }

  JsonNode deliveries(DeliveredSite site) {
    Answer answer = door.get(site.ana(), "/api/services/" + site.id() + "/deliveries");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items");
  }

  JsonNode newest(DeliveredSite site) {
    return deliveries(site).path(0);
  }

  /** What has become of each commit; deliveries of one moment have no order. */
  Map<String, String> states(DeliveredSite site) {
    Map<String, String> states = new HashMap<>();
    deliveries(site)
        .forEach(
            delivery ->
                states.put(delivery.path("commit").asText(), delivery.path("state").asText()));
    return states;
  }

  JsonNode releases(DeliveredSite site) {
    return door.get(site.ben(), "/api/services/" + site.id() + "/releases").json().path("items");
  }

  /** How many builds the service has had. */
  int builds(DeliveredSite site) {
    return door.get(site.ana(), "/api/services/" + site.id() + "/builds")
        .json()
        .path("total")
        .asInt();
  }

  JsonNode source(DeliveredSite site) {
    return door.get(site.ben(), "/api/services/" + site.id() + "/delivery").json();
  }

  /** How many mails somebody is written with this in their subject. */
  int mailsTo(String person, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Integer.class,
        person,
        "%" + subject + "%");
  }

  /** Refused, with a remedy for a field. */
  static Consumer<Answer> refused(String field, String words) {
    return answer -> {
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.text()).contains(field, words);
    };
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
