package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plays rollouts: timers run when the test says so. The questions and updates that a rollout starts
 * are real; what becomes of them is said by the test, as those rooms would, unless it plays them.
 */
@ProcessTest
abstract class RolloutStage {

  static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected HistoryService history;
  @Autowired protected People people;
  @Autowired protected IdentityService identity;
  @Autowired protected OwnerLists owners;
  @Autowired protected Inventory inventory;
  @Autowired protected Hosting hosting;
  @Autowired protected JdbcTemplate database;
  @Autowired protected TransactionTemplate transaction;
  @Autowired protected ApplicationEventPublisher events;
  @Autowired protected ApplicationContext desk;

  private final Set<String> instances = new HashSet<>();
  private final List<String> apps = new ArrayList<>();
  private final List<String> staff = new ArrayList<>();

  /** A repository of the test's own, so that no other test's services are affected. */
  protected String repository;

  protected String cve;

  @BeforeEach
  void stage(@Autowired ProcessEngine engine) {
    init(engine);
    String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    repository = "ghcr.io/t" + unique + "/app";
    cve = "CVE-2027-" + Math.abs(unique.hashCode());
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    // Hundreds of mails of one test would keep those of the next one waiting.
    database.update("delete from outbox_mail where state = 'WAITING'");
    for (String server : new String[] {"marathon", "dns", "registry"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    List<String> rollouts = new ArrayList<>();
    for (String instance : instances) {
      rollouts.addAll(
          database.queryForList(
              "select cast(id as varchar) from rollout where process_instance_id = ?",
              String.class,
              instance));
      remove(instance);
    }
    for (String rollout : rollouts) {
      runtime
          .createProcessInstanceQuery()
          .processDefinitionKey("owner-approval")
          .variableValueLike("subject", "rollout/" + rollout + "%")
          .list()
          .forEach(approval -> remove(approval.getId()));
      database
          .queryForList(
              "select distinct update_instance from rollout_service"
                  + " where rollout = cast(? as uuid) and update_instance is not null",
              String.class,
              rollout)
          .forEach(this::remove);
    }
    apps.forEach(hosting::remove);
    staff.forEach(identity::deleteUser);
  }

  private void remove(String instance) {
    if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0) {
      runtime.deleteProcessInstance(instance, "the test is over");
    }
  }

  /** A running rollout. */
  record Play(UUID id, String instance) {

    String subject() {
      return "rollout/" + id;
    }
  }

  // --- what there is

  String image(String tag) {
    return repository + ":" + tag;
  }

  /** A community with two owners, who have no accounts. */
  String community() {
    String slug = "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    owners.enter(
        new Community(slug, "Friends of " + slug, List.of("es"), ZoneId.of("Europe/Madrid"), now()),
        List.of(
            new Owner(slug, "ana@" + slug + ".test", "Ana", "es", "Europe/Madrid", 0),
            new Owner(slug, "ben@" + slug + ".test", "Ben", "en", "Europe/Berlin", 1)));
    for (String owner : List.of("ana@", "ben@")) {
      owners.answer(slug, owner + slug + ".test", true, "desk", Channel.DESK);
    }
    owners.activate(slug);
    return slug;
  }

  /** Workers of one community that only the inventory knows. */
  List<String> workers(String community, ManagedBy managedBy, String tag, int count) {
    List<DeliveredService> workers =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new DeliveredService(
                        community,
                        ServiceKind.WORKER,
                        managedBy.name().toLowerCase() + i,
                        null,
                        null,
                        image(tag),
                        managedBy,
                        "{}",
                        now()))
            .toList();
    inventory.reserve(workers);
    inventory.deliver(community);
    return workers.stream().map(DeliveredService::id).toList();
  }

  /** A worker of a community of its own that only the inventory knows. */
  String worker(ManagedBy managedBy) {
    return workers(community(), managedBy, "1.0.0", 1).get(0);
  }

  /** The worker runs on the platform, too. */
  String running(String worker) {
    DeliveredService service = inventory.find(worker).orElseThrow();
    hosting.ensure(
        new App(
            service.appId(),
            service.image(),
            List.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            "/",
            new App.Resources(0.1, 32, 0),
            1,
            Map.of("desk-community", service.community(), "desk-service", worker)));
    apps.add(service.appId());
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> hosting.find(service.appId()).filter(AppStatus::settled).isPresent());
    return worker;
  }

  // --- advisories

  /** A problem of all versions below the fix, as somebody writes it by hand. */
  String advisory() {
    return advisory(cve, "< 1.0.1", "1.0.1", "2027-03-01T00:00:00Z");
  }

  /**
   * @param fixed null if there is no fix
   */
  String advisory(String id, String affected, String fixed, String modified) {
    Map<String, Object> document = new HashMap<>();
    document.put("id", id);
    document.put("title", "The app lets everybody in");
    document.put("package", "docker/" + repository);
    document.put("affected", affected);
    document.put("cvss", 8.0);
    document.put("modified", modified);
    if (fixed != null) {
      document.put("fixed", fixed);
    }
    return json(document);
  }

  /** The same document, taken back. */
  String withdrawn(String document) {
    return with(document, "withdrawn", "2027-03-02T10:00:00Z");
  }

  static String with(String document, String field, String value) {
    try {
      return ((ObjectNode) JSON.readTree(document)).put(field, value).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Answer post(String user, String document) {
    return door.post(user, "/api/advisories", document);
  }

  Play play(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    String instance = answer.json().path("processInstanceId").asText();
    instances.add(instance);
    return new Play(UUID.fromString(answer.json().path("id").asText()), instance);
  }

  /** Removes the instance when the test is over. */
  String kept(String instance) {
    instances.add(instance);
    return instance;
  }

  /** Started, matched, planned and asked. */
  Play start(String document) {
    Play play = play(post("ops", document));
    work(play);
    return play;
  }

  /** Starts it through the engine's own door. */
  Answer startByEngine(String user, Map<String, Object> variables) {
    Answer answer =
        door.post(
            user,
            "/engine-rest/process-definition/key/security-update-rollout/start",
            json(Map.of("variables", variables)));
    if (answer.status() == 200) {
      instances.add(answer.json().path("id").asText());
    }
    return answer;
  }

  // --- jobs and timers

  /** Runs everything that is due in the rollout's own instance. */
  void work(Play play) {
    for (Job job = due(play); job != null; job = due(play)) {
      attempt(job);
    }
  }

  void pass(Play play, Duration time) {
    ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    work(play);
  }

  void attempt(Job job) {
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      Job after = management.createJobQuery().jobId(job.getId()).singleResult();
      assertThat(after).as("a failed job is kept: %s", failure).isNotNull();
      throw failure;
    }
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

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  // --- what the other rooms tell

  /** The owners' word, as the approval room would publish it. */
  void decide(Play play, String service, Verdict verdict) {
    decide(play, List.of(service), verdict, "ana");
  }

  void decide(Play play, List<String> services, Verdict verdict, String by) {
    String first = services.get(0);
    publish(
        new ApprovalOutcome(
            UUID.fromString(row(play, first).get("approval").toString()),
            play.subject(),
            first.substring(0, first.indexOf('.')),
            services,
            verdict,
            by,
            verdict == Verdict.GO ? "" : "Because of " + verdict,
            verdict == Verdict.EXEMPTED
                ? Optional.of(now().plus(Duration.ofDays(10)))
                : Optional.empty()));
  }

  /** How far an update has come, as the update room would publish it. */
  void tell(Play play, String service, Step step) {
    String image = (String) row(play, service).get("target_image");
    if (step == Step.UPDATED) {
      inventory.updated(service, wanted(play, service), Optional.empty(), cve, "desk");
    }
    publish(
        new UpdateOutcome(play.subject(), service, step, image, "Seen: " + step, Optional.empty()));
  }

  private String wanted(Play play, String service) {
    Map<String, Object> row = row(play, service);
    return (String) row.get(row.get("state").equals("REVERTING") ? "from_image" : "target_image");
  }

  /** From go to the new version. */
  void update(Play play, String service) {
    assertThat(state(play, service)).isEqualTo("updating");
    tell(play, service, Step.BEGUN);
    tell(play, service, Step.UPDATED);
  }

  void publish(Object event) {
    transaction.executeWithoutResult(status -> events.publishEvent(event));
  }

  /** Plays the real updates of a service until they wait for something. */
  void runUpdate(String service) {
    updatesOf(service)
        .forEach(
            update ->
                management
                    .createJobQuery()
                    .processInstanceId(update.getId())
                    .executable()
                    .list()
                    .forEach(job -> management.executeJob(job.getId())));
  }

  // --- people

  /** An owner of the community who can sign in. */
  String owner(String service) {
    String slug = service.substring(0, service.indexOf('.'));
    String ana = "ana@" + slug + ".test";
    people.addCommunity(slug, slug);
    people.addAccount(ana, "Ana");
    people.setPassword(ana, TreeRequest.PASSWORD);
    people.addOwner(slug, ana);
    return ana;
  }

  /** One more of Community Ops, until the end of the test. */
  String newOps() {
    String id = "ops-" + UUID.randomUUID().toString().substring(0, 8) + "@desk.outside.org";
    people.addAccount(id, "Robin Staff");
    people.setPassword(id, TreeRequest.PASSWORD);
    identity.createMembership(id, People.OPS);
    staff.add(id);
    return id;
  }

  Task task(Play play) {
    return tasks.createTaskQuery().processInstanceId(play.instance()).singleResult();
  }

  Answer submit(String user, Task task, Map<String, Object> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        json(Map.of("variables", variables)));
  }

  void complete(Play play, Map<String, Object> fields) {
    Answer answer = submit("ops", task(play), fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
    work(play);
  }

  // --- what is there afterwards

  ProcessInstance instance(Play play) {
    return runtime.createProcessInstanceQuery().processInstanceId(play.instance()).singleResult();
  }

  List<String> at(Play play) {
    return instance(play) == null ? List.of() : runtime.getActiveActivityIds(play.instance());
  }

  List<String> ends(String instance) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(instance).list().stream()
        .filter(activity -> activity.getActivityType().toLowerCase().contains("endevent"))
        .map(HistoricActivityInstance::getActivityId)
        .toList();
  }

  JsonNode shown(Play play) {
    Answer answer = door.get("ops", "/api/rollouts/" + play.id());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  String state(Play play) {
    return shown(play).path("state").asText();
  }

  Map<String, Object> row(Play play, String service) {
    return database.queryForMap(
        "select * from rollout_service where rollout = ? and service = ?", play.id(), service);
  }

  String state(Play play, String service) {
    return AffectedService.State.valueOf((String) row(play, service).get("state")).label();
  }

  int ring(Play play, String service) {
    return (Integer) row(play, service).get("ring");
  }

  int openRing(Play play) {
    return database.queryForObject(
        "select ring from rollout where id = ?", Integer.class, play.id());
  }

  List<ProcessInstance> updatesOf(String service) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("service-update")
        .processInstanceBusinessKey(service)
        .list();
  }

  List<ProcessInstance> approvalsOf(Play play) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("owner-approval")
        .variableValueLike("subject", play.subject() + "%")
        .list();
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        "%" + subject + "%");
  }

  List<String> audit(Play play) {
    return database.queryForList(
        "select who || ': ' || action from audit_entry where subject = ? order by id",
        String.class,
        play.subject());
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
