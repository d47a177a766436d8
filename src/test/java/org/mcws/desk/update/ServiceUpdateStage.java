package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Timestamp;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plays updates of services: the platform is the sandbox's, timers run when the test says so, and
 * what is told to those who asked is written down.
 */
@ProcessTest
abstract class ServiceUpdateStage {

  static final String OLD = "ghcr.io/hispano/site:1.4.0";
  static final String NEW = "ghcr.io/hispano/site:1.4.1";

  /** A Tuesday, noon in Madrid. */
  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_TICKS = 80;

  /** How many jobs the test has run. */
  int executed;

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected HistoryService history;
  @Autowired protected IdentityService identity;
  @Autowired protected People people;
  @Autowired protected JdbcTemplate database;
  @Autowired protected ConfigurableApplicationContext desk;
  @Autowired protected Visitors visitors;
  protected PlatformOutside platform;
  protected MarathonSandbox marathon;

  private final List<UpdateOutcome> told = new CopyOnWriteArrayList<>();
  private final List<DeliveredSite> sites = new ArrayList<>();
  private final List<String> staff = new ArrayList<>();
  private final List<Play> plays = new ArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ears =
      new ApplicationListener<>() {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
          if (event.getPayload() instanceof UpdateOutcome outcome) {
            told.add(outcome);
          }
        }
      };

  @BeforeEach
  void stage(
      @Autowired Environment settings,
      @Autowired ProcessEngine engine,
      @Autowired Sandbox sandbox) {
    platform = new PlatformOutside(settings);
    marathon = SandboxHands.marathon(sandbox);
    init(engine);
    desk.addApplicationListener(ears);
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    desk.removeApplicationListener(ears);
    ClockUtil.reset();
    for (String server : new String[] {"marathon", "dns", "registry"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    plays.stream()
        .filter(play -> instance(play) != null)
        .forEach(play -> runtime.deleteProcessInstance(play.instance(), "the test is over"));
    sites.forEach(DeliveredSite::remove);
    staff.forEach(identity::deleteUser);
  }

  /** A running update. */
  record Play(String instance, DeliveredSite site, String subject) {}

  // --- what there is

  DeliveredSite site() {
    return kept(DeliveredSite.site(desk, OLD));
  }

  DeliveredSite worker() {
    return kept(DeliveredSite.worker(desk, OLD));
  }

  DeliveredSite kept(DeliveredSite site) {
    sites.add(site);
    return site;
  }

  // --- starts

  /** Another process starts it, as a rollout does. */
  Play start(DeliveredSite site, String image) {
    return start(site, image, "R3");
  }

  Play start(DeliveredSite site, String image, String riskClass) {
    return start(site, image, riskClass, false);
  }

  Play start(DeliveredSite site, String image, String riskClass, boolean insist) {
    String subject = "rollout/" + UUID.randomUUID();
    VariableMap variables =
        Variables.createVariables()
            .putValueTyped("serviceId", Variables.stringValue(site.id(), true))
            .putValueTyped("reason", Variables.stringValue("CVE-2027-1: a hole", true))
            .putValueTyped("subject", Variables.stringValue(subject, true))
            .putValueTyped("riskClass", Variables.stringValue(riskClass, true))
            .putValueTyped("ignoreWindow", Variables.booleanValue(false, true))
            .putValueTyped("insist", Variables.booleanValue(insist, true));
    if (image != null) {
      variables.putValueTyped("image", Variables.stringValue(image, true));
    }
    ProcessInstance instance =
        runtime.startProcessInstanceByKey("service-update", site.id(), variables);
    return played(new Play(instance.getId(), site, subject));
  }

  /** Somebody starts it in Tasklist. */
  Answer ask(String user, Map<String, Object> fields) {
    return door.post(
        user,
        "/engine-rest/process-definition/key/service-update/submit-form",
        json(Map.of("variables", typed(fields))));
  }

  Play asked(DeliveredSite site, Map<String, Object> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("serviceId", site.id());
    all.putIfAbsent("reason", "It is time");
    Answer answer = ask("ops", all);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return played(new Play(answer.json().path("id").asText(), site, ""));
  }

  private Play played(Play play) {
    plays.add(play);
    return play;
  }

  // --- jobs and timers

  /** Runs everything that is due now, one job after the other, and lets visitors come. */
  void run(Play play) {
    do {
      for (Job job = due(play); job != null; job = due(play)) {
        execute(job);
      }
    } while (visited(play));
  }

  private boolean visited(Play play) {
    boolean due = nextVisit(play).filter(when -> !when.isAfter(now())).isPresent();
    if (due) {
      visitors.visitDue();
    }
    return due;
  }

  /** Runs one job as the job executor would: a failure costs a try. */
  void execute(Job job) {
    executed++;
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      Job after = management.createJobQuery().jobId(job.getId()).singleResult();
      assertThat(after).as("a failed job is kept: %s", failure).isNotNull();
      assertThat(after.getExceptionMessage()).isNotBlank();
    }
  }

  /** Lets this time pass, and what becomes due happen. */
  void pass(Play play, Duration time) {
    ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    run(play);
  }

  /** Lets pass what it takes until the next timer or visitor is due, and what is due happen. */
  void tick(Play play) {
    Instant next =
        Stream.concat(nextJob(play).stream(), nextVisit(play).stream())
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> new AssertionError("nothing is to happen"));
    goOnTo(next);
    run(play);
  }

  /** Lets pass what it takes until the next timer is due, while no visitor comes. */
  void tickWithoutVisitors(Play play) {
    goOnTo(nextJob(play).orElseThrow());
    for (Job job = due(play); job != null; job = due(play)) {
      execute(job);
    }
  }

  private static void goOnTo(Instant next) {
    if (next.isAfter(now())) {
      ClockUtil.setCurrentTime(Date.from(next));
    }
  }

  /** Lets time pass until this is so. */
  void tickUntil(Play play, BooleanSupplier done) {
    run(play);
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      tick(play);
    }
    assertThat(done.getAsBoolean())
        .as(() -> "it has come to that; at " + activities(play) + ": " + evidence(play))
        .isTrue();
  }

  /** Until the new version is being deployed; then the platform gets the time that it needs. */
  void deploy(Play play) {
    tickUntil(play, () -> isAt(play, "timer_lookAgain"));
    play.site().awaitSettled();
  }

  /** Until the new version runs and is probed. */
  void deployAndLook(Play play) {
    deploy(play);
    tickUntil(play, () -> isAt(play, "gateway_awaitVisitors"));
  }

  /** Until the update has ended, with a platform that does what it is asked for. */
  void finish(Play play) {
    deployAndLook(play);
    tickUntil(play, () -> instance(play) == null);
  }

  /** Until the old version is being brought back; then the platform gets the time it needs. */
  void rollBack(Play play) {
    tickUntil(play, () -> isAt(play, "timer_lookBack"));
    play.site().awaitSettled();
    tickUntil(play, () -> task(play) != null);
  }

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  Job job(Play play, String activity) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .activityId(activity)
        .singleResult();
  }

  private Job due(Play play) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .executable()
        .orderByJobId()
        .asc()
        .list()
        .stream()
        .findFirst()
        .orElse(null);
  }

  private Optional<Instant> nextJob(Play play) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .withRetriesLeft()
        .list()
        .stream()
        .map(job -> job.getDuedate() == null ? Instant.EPOCH : job.getDuedate().toInstant())
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> nextVisit(Play play) {
    return database
        .queryForList(
            "select next_visit_at from service_update where id = ? and next_visit_at is not null",
            Timestamp.class,
            play.instance())
        .stream()
        .map(Timestamp::toInstant)
        .findFirst();
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

  /** The task that waits, if one does. */
  Task task(Play play) {
    return tasks.createTaskQuery().processInstanceId(play.instance()).singleResult();
  }

  Answer submit(String user, Task task, Map<String, Object> fields) {
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        json(Map.of("variables", typed(fields))));
  }

  void complete(String user, Task task, Map<String, Object> fields) {
    Answer answer = submit(user, task, fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  void decide(Play play, Map<String, Object> fields) {
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideFailure");
    complete("ops", task(play), fields);
  }

  /** Whoever asked calls it off. */
  void callOff(Play play) {
    runtime
        .createMessageCorrelation("service-update.calledOff")
        .processInstanceId(play.instance())
        .correlate();
  }

  void prefer(DeliveredSite site, String window) {
    Map<String, Object> body = new HashMap<>();
    body.put("window", window);
    Answer answer =
        door.send(
            site.ana(),
            "PUT",
            "/api/communities/" + site.slug() + "/maintenance-window",
            json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** The next requests to a sandbox server go wrong. */
  void misbehave(String server, String fault) {
    Answer answer = door.post(null, "/api/sandbox/" + server + "/faults", fault);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  // --- what is there afterwards

  ProcessInstance instance(Play play) {
    return runtime.createProcessInstanceQuery().processInstanceId(play.instance()).singleResult();
  }

  boolean isAt(Play play, String activity) {
    return activities(play).contains(activity);
  }

  List<String> activities(Play play) {
    return instance(play) == null ? List.of() : runtime.getActiveActivityIds(play.instance());
  }

  /** What was told to whoever asked, in its order. */
  List<Step> steps(Play play) {
    return outcomes(play).stream().map(UpdateOutcome::step).toList();
  }

  UpdateOutcome lastOutcome(Play play) {
    List<UpdateOutcome> all = outcomes(play);
    return all.get(all.size() - 1);
  }

  private List<UpdateOutcome> outcomes(Play play) {
    return told.stream()
        .filter(outcome -> outcome.service().equals(play.site().id()))
        .filter(outcome -> outcome.subject().equals(play.subject()))
        .toList();
  }

  /** What the desk tells of it by REST. */
  JsonNode shown(Play play) {
    Answer answer = door.get("ops", "/api/services/" + play.site().id() + "/updates");
    for (JsonNode update : answer.json().path("items")) {
      if (update.path("id").asText().equals(play.instance())) {
        return update;
      }
    }
    throw new AssertionError(answer.text());
  }

  String state(Play play) {
    return shown(play).path("state").asText();
  }

  String evidence(Play play) {
    return shown(play).path("evidence").asText();
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        "%" + subject + "%");
  }

  List<String> audit(DeliveredSite site, String action) {
    return database.queryForList(
        "select who || ': ' || detail from audit_entry where subject = ? and action = ? order by id",
        String.class,
        "service/" + site.id(),
        action);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, Object> typed(Map<String, Object> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return variables;
  }
}
