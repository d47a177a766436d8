package org.mcws.desk.hostmaintenance;

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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.IdentityService;
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
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.hostmaintenance.events.AppMoved;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceBegun;
import org.mcws.desk.hostmaintenance.events.HostMaintenanceEnded;
import org.mcws.desk.hostmaintenance.events.UnderMaintenance;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MaintenancePlan;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plays the maintenance of machines: the platform is the sandbox's, timers run when the test says
 * so, and what is told to the other rooms is written down.
 */
@ProcessTest
abstract class HostMaintenanceStage {

  static final String IMAGE = "ghcr.io/hispano/site:1.4.0";

  /** A Tuesday. */
  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  /** More than the half of a machine. */
  static final double MOST_OF_A_MACHINE = 40;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_TICKS = 60;

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected IdentityService identity;
  @Autowired protected People people;
  @Autowired protected JdbcTemplate database;
  @Autowired protected ConfigurableApplicationContext desk;
  @Autowired protected Machines machines;
  @Autowired protected UnderMaintenance underMaintenance;
  protected PlatformOutside platform;
  protected MarathonSandbox marathon;

  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<DeliveredSite> sites = new ArrayList<>();
  private final List<String> staff = new ArrayList<>();
  private final List<Play> plays = new ArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ears =
      event -> {
        Object payload = event.getPayload();
        if (payload instanceof HostMaintenanceBegun
            || payload instanceof AppMoved
            || payload instanceof HostMaintenanceEnded) {
          told.add(payload);
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
    behave();
    plays.stream()
        .filter(play -> instance(play) != null)
        .forEach(play -> runtime.deleteProcessInstance(play.instance(), "the test is over"));
    machines().forEach(machine -> marathon.returnAgent(machine.name().host()));
    plan().down().forEach(machines::bringUp);
    platform.planMaintenance("[]");
    sites.forEach(DeliveredSite::remove);
    await().until(() -> sites.stream().noneMatch(site -> running().contains(site.app())));
    staff.forEach(identity::deleteUser);
  }

  /** A running maintenance. */
  record Play(String instance, String host) {}

  // --- what there is

  /** A site that runs somewhere. */
  DeliveredSite site() {
    return kept(DeliveredSite.site(desk, IMAGE));
  }

  DeliveredSite site(double cpus) {
    return kept(DeliveredSite.site(desk, IMAGE, cpus));
  }

  DeliveredSite kept(DeliveredSite site) {
    sites.add(site);
    return site;
  }

  /** Sites until two of them share a machine: these two, in the order of their apps' ids. */
  List<DeliveredSite> neighbours() {
    for (int i = 0; i < MOST_TICKS; i++) {
      DeliveredSite newest = site();
      List<DeliveredSite> there =
          sites.stream()
              .filter(one -> host(one).equals(host(newest)))
              .sorted(Comparator.comparing(DeliveredSite::app))
              .toList();
      if (there.size() == 2) {
        return there;
      }
    }
    throw new AssertionError("every site has a machine of its own");
  }

  /** A machine on which nothing runs. */
  String emptyHost() {
    return machines().stream()
        .filter(machine -> machines.tasks(machine.agent()).orElseThrow().isEmpty())
        .findFirst()
        .orElseThrow(() -> new AssertionError(running() + " run everywhere"))
        .name()
        .host();
  }

  private List<String> running() {
    return machines().stream()
        .flatMap(machine -> machines.tasks(machine.agent()).orElseThrow().stream())
        .flatMap(task -> task.app().stream())
        .toList();
  }

  /** The machine that the site runs on. */
  static String host(DeliveredSite site) {
    return site.running().orElseThrow().tasks().get(0).host();
  }

  List<Machine> machines() {
    return machines.all().orElseThrow();
  }

  MaintenancePlan plan() {
    return machines.plan().orElseThrow();
  }

  Machine machine(String host) {
    return machines().stream()
        .filter(one -> one.name().host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  // --- starts

  /** Somebody starts it in Tasklist. */
  Answer ask(String user, Map<String, Object> fields) {
    return door.post(
        user,
        "/engine-rest/process-definition/key/host-maintenance/submit-form",
        json(Map.of("variables", typed(fields))));
  }

  /** Ops start it, to begin at once. */
  Play start(String host) {
    return start(Map.of("host", host));
  }

  Play start(Map<String, Object> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.putIfAbsent("reason", "A new kernel");
    Answer answer = ask("ops", all);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return played(new Play(answer.json().path("id").asText(), (String) fields.get("host")));
  }

  Play played(Play play) {
    plays.add(play);
    return play;
  }

  // --- jobs and timers

  /** Runs everything that is due now, one job after the other. */
  void run(Play play) {
    for (Job job = due(play); job != null; job = due(play)) {
      execute(job);
    }
  }

  /** Runs one job as the job executor would: a failure costs a try. */
  void execute(Job job) {
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

  /** Lets pass what it takes until the next timer is due, and what is due happen. */
  void tick(Play play) {
    Instant next =
        management
            .createJobQuery()
            .processInstanceId(play.instance())
            .withRetriesLeft()
            .list()
            .stream()
            .map(job -> job.getDuedate() == null ? Instant.EPOCH : job.getDuedate().toInstant())
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> new AssertionError("nothing is to happen"));
    if (next.isAfter(now())) {
      ClockUtil.setCurrentTime(Date.from(next));
    }
    run(play);
  }

  /** Lets time pass until this is so, on a platform that stays as it is. */
  void tickUntil(Play play, BooleanSupplier done) {
    run(play);
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      tick(play);
    }
    assertThat(done.getAsBoolean()).as("it has come to that; at %s", activities(play)).isTrue();
  }

  /** Lets time pass until this is so, on a platform that has done what it was asked before. */
  void settleUntil(Play play, BooleanSupplier done) {
    run(play);
    for (int i = 0; i < MOST_TICKS && !done.getAsBoolean(); i++) {
      sites.forEach(DeliveredSite::awaitSettled);
      tick(play);
    }
    assertThat(done.getAsBoolean()).as("it has come to that; at %s", activities(play)).isTrue();
  }

  /** Until the machine is empty and down, and Ops have the task to work on it. */
  void empty(Play play) {
    settleUntil(play, () -> isAt(play, "userTask_workOnHost"));
  }

  /** Ops do the work, and all comes back. */
  void finish(Play play) {
    complete("ops", task(play), Map.of("decision", "done"));
    settleUntil(play, () -> instance(play) == null);
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

  /** Ops decide about what does not move. */
  void decide(Play play, String decision) {
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideStuck");
    complete("ops", task(play), Map.of("decision", decision));
  }

  /** Ops decide about what does not come back. */
  void decideReturn(Play play, String decision) {
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideReturn");
    complete("ops", task(play), Map.of("decision", decision));
  }

  /** The next of these requests to Marathon or Mesos go wrong. */
  void misbehave(String fault) {
    Answer answer = door.post(null, "/api/sandbox/marathon/faults", fault);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  void behave() {
    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
  }

  // --- what is there afterwards

  ProcessInstance instance(Play play) {
    return runtime.createProcessInstanceQuery().processInstanceId(play.instance()).singleResult();
  }

  boolean isAt(Play play, String activity) {
    return activities(play).contains(activity);
  }

  boolean isStuck(Play play) {
    return isAt(play, "userTask_decideStuck");
  }

  List<String> activities(Play play) {
    return instance(play) == null ? List.of() : runtime.getActiveActivityIds(play.instance());
  }

  List<Object> told(Play play) {
    return told.stream()
        .filter(
            event ->
                event instanceof HostMaintenanceBegun begun && begun.host().equals(play.host())
                    || event instanceof AppMoved moved && moved.host().equals(play.host())
                    || event instanceof HostMaintenanceEnded ended
                        && ended.host().equals(play.host()))
        .toList();
  }

  /** What the desk tells of it by REST. */
  JsonNode shown(Play play) {
    return door.get("ops", "/api/host-maintenances/" + play.instance()).json();
  }

  String state(Play play) {
    return shown(play).path("state").asText();
  }

  String evidence(Play play) {
    return shown(play).path("evidence").asText();
  }

  List<String> shownApps(Play play, String field) {
    List<String> apps = new ArrayList<>();
    shown(play).path(field).forEach(app -> apps.add(app.asText()));
    return apps;
  }

  /** Whether the machine and this app are as if nothing had been. */
  void assertGivenBack(String host, DeliveredSite... apps) {
    assertThat(machine(host).active()).isTrue();
    assertThat(plan().windows()).isEmpty();
    assertThat(plan().down()).isEmpty();
    for (DeliveredSite site : apps) {
      assertThat(platform.constraints(site.app())).isEqualTo("[]");
      assertThat(site.running().filter(AppStatus::settled)).as(site.app()).isPresent();
    }
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        "%" + subject + "%");
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
