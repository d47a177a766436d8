package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;

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
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.status.SiteProbe;
import org.mcws.desk.update.DeliveredSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Services go down in the sandbox, and the desk brings them back: probes look and timers run when
 * the test says so.
 */
@ProcessTest
abstract class RecoveryStage {

  /** A Tuesday, noon in Madrid. */
  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  static final String IMAGE = "ghcr.io/hispano/site:1.4.0";

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryStage.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_TICKS = 300;

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected IdentityService identity;
  @Autowired protected People people;
  @Autowired protected JdbcTemplate database;
  @Autowired protected ConfigurableApplicationContext desk;
  @Autowired protected Incidents incidents;
  protected PlatformOutside platform;
  protected MarathonSandbox marathon;

  private final List<DeliveredSite> sites = new ArrayList<>();
  private final List<String> staff = new ArrayList<>();

  @BeforeEach
  void stage(
      @Autowired Environment settings,
      @Autowired ProcessEngine engine,
      @Autowired Sandbox sandbox) {
    platform = new PlatformOutside(settings);
    marathon = SandboxHands.marathon(sandbox);
    init(engine);
    forgetIncidents();
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    for (String server : new String[] {"marathon", "dns", "mail"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    forgetIncidents();
    sites.forEach(DeliveredSite::remove);
    staff.forEach(identity::deleteUser);
  }

  private void forgetIncidents() {
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(RecoveryProcess.KEY)
        .list()
        .forEach(one -> runtime.deleteProcessInstance(one.getId(), "the test is over"));
    database.update("delete from signal");
    database.update("delete from status_notice");
    database.update("update incident set closed_at = now() where closed_at is null");
  }

  // --- what there is

  DeliveredSite site() {
    DeliveredSite site = DeliveredSite.site(desk, IMAGE);
    sites.add(site);
    ProbeHands.watch(desk, site.id());
    return site;
  }

  DeliveredSite worker() {
    DeliveredSite worker = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
    sites.add(worker);
    ProbeHands.watch(desk, worker.id());
    return worker;
  }

  /** What runs only when its time comes. */
  DeliveredSite scheduled() {
    DeliveredSite job =
        DeliveredSite.scheduled(
            desk,
            "ghcr.io/hispano/backup:1",
            "{\"cron\": \"@yearly\", \"timeZone\": \"UTC\", \"overlap\": \"skip\"}");
    sites.add(job);
    return job;
  }

  /** The services of other tests, which are gone, do not count among those that there are. */
  void forgetOtherServices() {
    database.update("update delivered_service set state = 'RESERVED' where state = 'DELIVERED'");
  }

  /** The site answers badly, whatever is done, until {@link #mend}. */
  void breakDown(DeliveredSite site) {
    marathon.markUnhealthy(site.app(), true);
    await().until(() -> site.running().filter(AppStatus::settled).isEmpty());
  }

  void mend(DeliveredSite site) {
    marathon.markUnhealthy(site.app(), false);
    site.awaitSettled();
    if (site.host() != null) {
      await().until(() -> desk.getBean(SiteProbe.class).probe(site.host()).reached());
    }
  }

  /** Somebody releases another version, which runs. */
  void release(DeliveredSite site, String image) {
    desk.getBean(Hosting.class).deploy(site.app(), image);
    desk.getBean(Inventory.class)
        .updated(site.id(), image, Optional.empty(), "A new version", site.ana());
    site.awaitSettled();
  }

  /** Marathon answers these requests with this status until the test is over. */
  void refuse(String method, String path, int status) {
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        json(
            Map.of(
                "kind", "error", "status", status, "times", 1000, "method", method, "path", path)));
  }

  // --- incidents

  /** The incident that the service has open, if it has. */
  Optional<Incident> openOf(DeliveredSite site) {
    return incidentId("select id from incident where service = ? and closed_at is null", site.id())
        .flatMap(incidents::findById);
  }

  /** Whether there is a notice of it, published or still a draft. */
  boolean isPublic(Incident incident) {
    return database.queryForObject(
            "select count(*) from status_notice where id = ?", Integer.class, incident.id())
        > 0;
  }

  /** The last one, open or not. */
  Incident lastOf(DeliveredSite site) {
    return incidentId(
            "select id from incident where service = ? order by opened_at desc limit 1", site.id())
        .flatMap(incidents::findById)
        .orElseThrow(() -> new AssertionError("no incident of " + site.id()));
  }

  Incident platformIncident() {
    return incidentId("select id from incident where scope = 'PLATFORM' and closed_at is null")
        .flatMap(incidents::findById)
        .orElseThrow(() -> new AssertionError("no platform incident"));
  }

  Incident fresh(Incident incident) {
    return incidents.findById(incident.id()).orElseThrow();
  }

  private Optional<String> incidentId(String query, Object... arguments) {
    return database.queryForList(query, String.class, arguments).stream().findFirst();
  }

  /** Lets the probes find that the site is down, and the incident's first jobs run. */
  Incident notice(DeliveredSite site) {
    for (int i = 0; i < 10 && openOf(site).isEmpty(); i++) {
      pass(Duration.ofMinutes(1));
    }
    Incident incident = openOf(site).orElseThrow(() -> new AssertionError("nobody noticed"));
    run(incident);
    return fresh(incident);
  }

  /**
   * It is down, and one look more will show it: for what must be noticed while the platform still
   * tells of the tasks that it has lost.
   */
  void nearlyNotice(DeliveredSite site) {
    breakDown(site);
    pass(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    assertThat(openOf(site)).isEmpty();
  }

  /** An owner reports it, and the probes see nothing. */
  Incident reported(DeliveredSite site) {
    Answer answer =
        door.post(
            site.ana(),
            "/api/incidents",
            json(Map.of("serviceId", site.id(), "description", "It is slow")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return openOf(site).orElseThrow();
  }

  /** It is down and stays so, until a person is called. */
  Incident called(DeliveredSite site) {
    breakDown(site);
    Incident incident = notice(site);
    passUntilAt(incident, "userTask_acknowledge");
    return incident;
  }

  List<String> history(Incident incident) {
    return database.queryForList(
        "select words from incident_entry where incident = ? order by id",
        String.class,
        incident.id());
  }

  List<String> steps(Incident incident) {
    return database.queryForList(
        "select words from incident_entry where incident = ? and kind = 'STEP' order by id",
        String.class,
        incident.id());
  }

  /** How often people were called. */
  int calls(Incident incident) {
    return (int) history(incident).stream().filter(words -> words.startsWith("Called")).count();
  }

  boolean isAt(Incident incident, String activity) {
    return instance(incident) && runtime.getActiveActivityIds(incident.id()).contains(activity);
  }

  boolean instance(Incident incident) {
    return runtime.createProcessInstanceQuery().processInstanceId(incident.id()).count() > 0;
  }

  // --- time

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  /** Lets this time pass, looks at what is due, and runs what is due in every incident. */
  void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    ProbeHands.look(desk);
    runAll();
  }

  void runAll() {
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(RecoveryProcess.KEY)
        .list()
        .forEach(one -> run(one.getId()));
  }

  void run(Incident incident) {
    run(incident.id());
  }

  private void run(String instance) {
    for (Job job = due(instance); job != null; job = due(instance)) {
      execute(job);
    }
  }

  /** Lets time pass minute by minute until this is so. */
  void passUntil(BooleanSupplier done) {
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(done.getAsBoolean()).as("it has come to that; %s", everything()).isTrue();
  }

  private List<String> everything() {
    return database.queryForList(
        "select e.words from incident_entry e join incident i on i.id = e.incident"
            + " where i.closed_at is null order by e.id",
        String.class);
  }

  void passUntilAt(Incident incident, String activity) {
    run(incident);
    for (int i = 0; i < MOST_TICKS && !isAt(incident, activity); i++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(isAt(incident, activity))
        .as(
            "at %s, not at %s; %s",
            activity,
            instance(incident) ? runtime.getActiveActivityIds(incident.id()) : "its end",
            history(incident))
        .isTrue();
  }

  /** Runs one job as the job executor would: a failure costs a try. */
  void execute(Job job) {
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      Job after = management.createJobQuery().jobId(job.getId()).singleResult();
      assertThat(after).as("a failed job is kept: %s", failure).isNotNull();
      LOG.warn("Job of {} failed: {}", after.getJobDefinitionId(), after.getExceptionMessage());
    }
  }

  private Job due(String instance) {
    return management.createJobQuery().processInstanceId(instance).executable().list().stream()
        .min(Comparator.comparing(Job::getId))
        .orElse(null);
  }

  // --- people

  /** One more of Community Ops, with a mail address, until the end of the test. */
  String newOps() {
    String id = "ops-" + UUID.randomUUID().toString().substring(0, 8) + "@desk.outside.org";
    people.addAccount(id, "Robin Staff");
    people.setPassword(id, TreeRequest.PASSWORD);
    identity.createMembership(id, People.OPS);
    staff.add(id);
    return id;
  }

  Task task(Incident incident, String key) {
    Task task =
        tasks
            .createTaskQuery()
            .processInstanceId(incident.id())
            .taskDefinitionKey(key)
            .singleResult();
    assertThat(task).as("task %s; %s", key, history(incident)).isNotNull();
    return task;
  }

  Answer submit(String user, Task task, Map<String, Object> fields) {
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        json(Map.of("variables", typed(fields))));
  }

  void complete(String user, Incident incident, String key, Map<String, Object> fields) {
    Answer answer = submit(user, task(incident, key), fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
    run(incident);
  }

  void acknowledge(Incident incident, String user) {
    complete(user, incident, "userTask_acknowledge", Map.of("note", "Looking at the logs"));
  }

  void act(Incident incident, String user, String decision) {
    complete(
        user,
        incident,
        "userTask_recoverByHand",
        Map.of("decision", decision, "note", "Because of the logs"));
  }

  /** What a monitoring system says of a site that is down. */
  static Map<String, Object> down(DeliveredSite site, String severity) {
    return Map.of(
        "key",
        "check",
        "service",
        site.id(),
        "status",
        "down",
        "severity",
        severity,
        "title",
        "It does not answer");
  }

  static Map<String, Object> up(DeliveredSite site) {
    return Map.of("key", "check", "service", site.id(), "status", "up", "title", "It answers");
  }

  /** A monitoring system posts this. */
  JsonNode alert(String source, Object body) {
    Answer answer = door.send(postAlert(source, json(body)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().path("alerts");
  }

  private java.net.http.HttpRequest postAlert(String source, String body) {
    return door.request("/api/alerts/" + source)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer sandbox")
        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        subject);
  }

  static Map<String, Object> typed(Map<String, Object> fields) {
    Map<String, Object> typed = new HashMap<>();
    fields.forEach((name, value) -> typed.put(name, Map.of("value", value)));
    return typed;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
