package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.onboarding.Letters;
import org.mcws.desk.onboarding.Letters.Letter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plays approvals: people act through the desk's port, jobs and timers run when the test says so. A
 * test begins tomorrow at ten in the morning, so that no mail is held back unless it wants that.
 */
@ProcessTest
abstract class ApprovalStage {

  /** In winter, so that London's time is UTC. */
  private static final Instant TUESDAY = Instant.parse("2027-03-02T10:00:00Z");

  static final String PASSWORD = "Correct-Horse-7";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile(": ([2-9A-HJKMNP-Z]{6})\\b");

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected HistoryService history;
  @Autowired protected IdentityService identity;
  @Autowired protected People people;
  @Autowired protected OwnerLists ownerLists;
  @Autowired protected JdbcTemplate database;
  @Autowired protected TransactionTemplate transaction;
  @Autowired protected ConfigurableApplicationContext context;

  protected Letters letters;

  private final List<ApprovalOutcome> told = new CopyOnWriteArrayList<>();
  private final ApplicationListener<ApplicationEvent> listener =
      event -> {
        if (event instanceof PayloadApplicationEvent<?> published
            && published.getPayload() instanceof ApprovalOutcome outcome) {
          told.add(outcome);
        }
      };
  private final List<String> accounts = new ArrayList<>();
  private final List<String> slugs = new ArrayList<>();

  @BeforeEach
  void stage(@Autowired Environment settings, @Autowired ProcessEngine engine) {
    letters = new Letters(settings);
    init(engine);
    context.addApplicationListener(listener);
    itIs(TUESDAY);
  }

  @AfterEach
  void clear() {
    slugs.forEach(
        slug ->
            runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(OwnerApprovalProcess.KEY)
                .tenantIdIn(slug)
                .list()
                .forEach(i -> runtime.deleteProcessInstance(i.getId(), "end of the test")));
    context.removeApplicationListener(listener);
    ClockUtil.reset();
    accounts.forEach(identity::deleteUser);
  }

  /** A community with its owners: Ana, who reads Spanish and lives in Madrid, and Ben in London. */
  record Group(String slug) {

    String person(String name) {
      return name + "@" + slug + ".outside.org";
    }

    String ana() {
      return person("ana");
    }

    String ben() {
      return person("ben");
    }
  }

  /** A running approval. */
  record Case(UUID id, String instance, Group group) {

    String path() {
      return "/api/approvals/" + id;
    }
  }

  // --- people

  Group newGroup() {
    return newGroup("en");
  }

  Group newGroup(String anasLanguage) {
    Group group = new Group("a" + UUID.randomUUID().toString().substring(0, 8));
    slugs.add(group.slug());
    transaction.executeWithoutResult(
        status -> {
          ownerLists.enter(
              new Community(
                  group.slug(),
                  "Friends of " + group.slug(),
                  List.of("en", "es"),
                  ZoneId.of("Europe/Madrid"),
                  now()),
              List.of(
                  owner(group, "ana", "Ana Alba", anasLanguage, "Europe/Madrid", 0),
                  owner(group, "ben", "Ben Brown", "en", "Europe/London", 1)));
          people.addCommunity(group.slug(), "Friends of " + group.slug());
        });
    confirm(group, group.ana(), "Ana Alba");
    confirm(group, group.ben(), "Ben Brown");
    return group;
  }

  private static Owner owner(
      Group group, String id, String name, String language, String zone, int place) {
    return new Owner(group.slug(), group.person(id), name, language, zone, place);
  }

  private void confirm(Group group, String email, String name) {
    transaction.executeWithoutResult(
        status -> {
          ownerLists.answer(group.slug(), email, true, email, Channel.LINK);
          people.addAccount(email, name);
          people.setPassword(email, PASSWORD);
          people.addOwner(group.slug(), email);
        });
    accounts.add(email);
  }

  /** One more of Community Ops, with a mail address, until the end of the test. */
  String newOps() {
    String id = "ops-" + UUID.randomUUID().toString().substring(0, 8) + "@desk.outside.org";
    people.addAccount(id, "Olga Staff");
    people.setPassword(id, PASSWORD);
    identity.createMembership(id, People.OPS);
    accounts.add(id);
    return id;
  }

  // --- questions

  /** What is asked of this community, about two services, unless it says otherwise. */
  static ObjectNode question(Group group, String riskClass) {
    return (ObjectNode)
        read(
            """
            {"community": "%1$s", "subject": "rollout/%2$s", "kind": "security-update",
             "title": "CVE-2026-1: WordPress 6.8.3", "detail": "A hole in the comments.",
             "link": "https://example.org/advisory", "riskClass": "%3$s", "managedBy": "community",
             "destructive": false,
             "services": [{"id": "%1$s.www", "change": "wordpress:6.8.3 → wordpress:6.8.4"},
                          {"id": "%1$s.blog", "change": "wordpress:6.8.1 → wordpress:6.8.4"}]}
            """
                .formatted(group.slug(), UUID.randomUUID(), riskClass));
  }

  static ObjectNode notice(Group group, String riskClass) {
    return question(group, riskClass).put("managedBy", "ops");
  }

  static ObjectNode destructive(Group group) {
    return question(group, "R4").put("destructive", true);
  }

  Answer start(String user, JsonNode question) {
    return door.post(
        user,
        "/engine-rest/process-definition/key/owner-approval/start",
        json(
            Map.of(
                "variables",
                Map.of("question", Map.of("type", "Json", "value", question.toString())))));
  }

  Case ask(Group group, JsonNode question) {
    Answer answer = start("ops", question);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return new Case(
        UUID.fromString(answer.json().path("businessKey").asText()),
        answer.json().path("id").asText(),
        group);
  }

  Case ask(Group group, String riskClass) {
    return ask(group, question(group, riskClass));
  }

  /** The only approval that was split off. */
  Case part(Case from) {
    JsonNode parts = show(from).path("parts");
    assertThat(parts).hasSize(1);
    UUID id = UUID.fromString(parts.get(0).asText());
    JsonNode part = door.get("ops", "/api/approvals/" + id).json();
    return new Case(id, part.path("processInstanceId").asText(), from.group());
  }

  // --- jobs and timers

  /** Runs everything that is due, one job after the other, until nothing is. */
  void work(Case one) {
    for (List<Job> due = due(one); !due.isEmpty(); due = due(one)) {
      management.executeJob(due.get(0).getId());
    }
  }

  /** Lets this time pass, and what becomes due happen when it does. */
  void pass(Case one, Duration time) {
    Instant end = now().plus(time);
    for (Job next = next(one, end); next != null; next = next(one, end)) {
      Instant due = next.getDuedate() == null ? now() : next.getDuedate().toInstant();
      if (due.isAfter(now())) {
        // At the very moment at which its last round is due, a cycle would be due again for ever.
        itIs(due.plusMillis(1));
      }
      management.executeJob(next.getId());
    }
    itIs(end.isAfter(now()) ? end : now());
  }

  private Job next(Case one, Instant end) {
    return management
        .createJobQuery()
        .processInstanceId(one.instance())
        .active()
        .orderByJobDuedate()
        .asc()
        .list()
        .stream()
        .filter(job -> job.getDuedate() == null || !job.getDuedate().toInstant().isAfter(end))
        .findFirst()
        .orElse(null);
  }

  void itIs(Instant moment) {
    ClockUtil.setCurrentTime(Date.from(moment));
  }

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  static LocalDate inDays(int days) {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(days);
  }

  private List<Job> due(Case one) {
    return management
        .createJobQuery()
        .processInstanceId(one.instance())
        .executable()
        .orderByJobDuedate()
        .asc()
        .list();
  }

  // --- answers

  Answer answer(Case one, String user, Map<String, Object> body) {
    return door.post(user, one.path() + "/answers", json(body));
  }

  /** Answers by REST, and that works. */
  Answer say(Case one, String user, String answer) {
    Answer said = answer(one, user, Map.of("answer", answer, "reason", "Since I say so"));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    return said;
  }

  /** Ends the owners' task as Tasklist does. */
  Answer submit(Case one, String user, Map<String, Object> fields) {
    return submit(user, ownersTask(one), fields);
  }

  Answer submit(String user, Task task, Map<String, Object> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach(
        (name, value) ->
            variables.put(
                name,
                value instanceof List
                    ? Map.of("value", json(value), "type", "Json")
                    : Map.of("value", value)));
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        json(Map.of("variables", variables)));
  }

  void decide(Case one, String user, String task, Map<String, Object> fields) {
    Answer answer = submit(user, task(one, task), fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  Task ownersTask(Case one) {
    return tasks
        .createTaskQuery()
        .processInstanceId(one.instance())
        .taskDefinitionKeyIn("userTask_answerQuestion", "userTask_objectToNotice")
        .singleResult();
  }

  Task task(Case one, String key) {
    Task task =
        tasks
            .createTaskQuery()
            .processInstanceId(one.instance())
            .taskDefinitionKey(key)
            .singleResult();
    assertThat(task).as(key).isNotNull();
    return task;
  }

  void send(Case one, String message) {
    runtime
        .createMessageCorrelation(message)
        .processInstanceBusinessKey(one.id().toString())
        .correlate();
  }

  void withdraw(Case one, String reason) {
    runtime
        .createMessageCorrelation("owner-approval.withdrawn")
        .processInstanceBusinessKey(one.id().toString())
        .setVariable("withdrawalReason", reason)
        .correlate();
    work(one);
  }

  // --- the page

  /** A page that somebody has open, with what its form sends along. */
  record OpenPage(String path, String token, String cookie) {}

  OpenPage open(String path) {
    Answer page = door.get(null, path);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    Matcher token = CSRF.matcher(page.text());
    assertThat(token.find()).as("there is a form: %s", page.text()).isTrue();
    return new OpenPage(path, token.group(1), page.header("Set-Cookie").split(";")[0]);
  }

  Answer send(OpenPage page, Map<String, String> fields) {
    StringBuilder form = new StringBuilder("_csrf=").append(url(page.token()));
    fields.forEach((name, value) -> form.append('&').append(name).append('=').append(url(value)));
    return door.send(
        door.request(page.path())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", page.cookie())
            .POST(BodyPublishers.ofString(form.toString()))
            .build());
  }

  /** Opens the link in a mail and sends the form with the code that stands beside it. */
  Answer answerByLink(Letter letter, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("code", code(letter));
    return send(open(letter.link()), all);
  }

  /** Waits for a mail to this person whose text has these words. */
  Letter letterThatSays(String person, String words) {
    List<Letter> found = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              letters.of(person).stream()
                  .filter(letter -> letter.text().contains(words))
                  .forEach(found::add);
              assertThat(found).as("mail to %s with %s", person, words).isNotEmpty();
            });
    return found.get(0);
  }

  static String code(Letter letter) {
    Matcher code = CODE.matcher(letter.text());
    assertThat(code.find()).as("a code in: %s", letter.text()).isTrue();
    return code.group(1);
  }

  // --- what is there afterwards

  JsonNode show(Case one) {
    Answer answer = door.get("ops", one.path());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  String state(Case one) {
    return show(one).path("state").asText();
  }

  boolean runs(Case one) {
    return runtime.createProcessInstanceQuery().processInstanceId(one.instance()).count() > 0;
  }

  ProcessInstance instance(Case one) {
    return runtime.createProcessInstanceQuery().processInstanceId(one.instance()).singleResult();
  }

  /** The end events that the instance has reached. */
  List<String> ends(Case one) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(one.instance())
        .finished()
        .list()
        .stream()
        .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
        .map(activity -> activity.getActivityId())
        .toList();
  }

  /** What was told to whoever has asked, one word each, the first one first. */
  List<ApprovalOutcome.Verdict> outcomes(Case one) {
    return heard(one).stream().map(ApprovalOutcome::verdict).toList();
  }

  List<ApprovalOutcome> heard(Case one) {
    return told.stream().filter(outcome -> outcome.approval().equals(one.id())).toList();
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        "%" + subject + "%");
  }

  List<String> audit(Case one) {
    return database.queryForList(
        "select who || ' by ' || channel || ': ' || action from audit_entry where subject = ? order"
            + " by id",
        String.class,
        "approval/" + one.id());
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
