package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plays the onboarding: people act through the desk's port, the platform's servers are real, and
 * jobs and timers run when the test says so. A test's moves are methods here, named as people
 * would.
 */
@ProcessTest
abstract class OnboardingStage {

  static final String PASSWORD = "Correct-Horse-7";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired protected Door door;
  @Autowired protected RuntimeService runtime;
  @Autowired protected TaskService tasks;
  @Autowired protected ManagementService management;
  @Autowired protected HistoryService history;
  @Autowired protected IdentityService identity;
  @Autowired protected People people;
  @Autowired protected PersonalLinks links;
  @Autowired protected JdbcTemplate database;
  protected PlatformOutside platform;
  protected Letters letters;

  private final List<String> slugs = new ArrayList<>();
  private final List<String> staff = new ArrayList<>();

  @BeforeEach
  void stage(@Autowired Environment settings, @Autowired ProcessEngine engine) {
    platform = new PlatformOutside(settings);
    letters = new Letters(settings);
    init(engine);
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    for (String server : new String[] {"marathon", "dns", "mail"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    slugs.forEach(platform::removeApps);
    staff.forEach(identity::deleteUser);
  }

  /** A running onboarding. */
  record Play(UUID id, String instance, AskedFor asked) {

    String slug() {
      return asked.slug();
    }
  }

  // --- requests

  Answer post(String user, AskedFor asked) {
    return door.post(user, "/api/onboardings", asked.json().toString());
  }

  /** The reviewer starts it, who may vouch. */
  Play start(AskedFor asked) {
    slugs.add(asked.slug());
    Answer answer = post("reviewer", asked);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return new Play(
        UUID.fromString(answer.json().path("id").asText()),
        answer.json().path("processInstanceId").asText(),
        asked);
  }

  /** Accepted at once, and both owners have confirmed by link. */
  Play startWithOwners(AskedFor asked) {
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "yes");
    answerByLink(play, asked.ben(), "yes");
    return play;
  }

  /** Everything is made, and the owners are asked to take over. */
  Play startUntilHandover(AskedFor asked) {
    Play play = startWithOwners(asked);
    work(play);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
    return play;
  }

  // --- jobs and timers

  /** Runs everything that is due, one job after the other, until nothing is. */
  void work(Play play) {
    for (Job job = next(play); job != null; job = next(play)) {
      if ("serviceTask_awaitHealthyApps".equals(activity(job))) {
        awaitApps(play);
      }
      attempt(job);
    }
  }

  /** Until the apps that were made are healthy. */
  void awaitApps(Play play) {
    platform.awaitApps(play.slug());
  }

  /** Runs due jobs as {@link #work} does, but not those of this step. */
  void workBefore(Play play, String activity) {
    boolean more = true;
    while (more) {
      List<Job> due = due(play).stream().filter(job -> !activity.equals(activity(job))).toList();
      due.stream()
          .filter(job -> "serviceTask_awaitHealthyApps".equals(activity(job)))
          .forEach(job -> awaitApps(play));
      due.stream().limit(1).forEach(OnboardingStage.this::attempt);
      more = !due.isEmpty();
    }
  }

  /** Lets this time pass, and what becomes due happen. */
  void pass(Play play, Duration time) {
    ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    work(play);
  }

  /** What is to happen at a moment does not depend on how long it takes to get there. */
  static void stopClock() {
    ClockUtil.setCurrentTime(ClockUtil.getCurrentTime());
  }

  static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  /** Runs one job as the job executor would: a failure costs a try. */
  void attempt(Job job) {
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      Job after = management.createJobQuery().jobId(job.getId()).singleResult();
      assertThat(after).as("a failed job is kept: %s", failure).isNotNull();
      assertThat(after.getExceptionMessage()).isNotBlank();
    }
  }

  Job job(Play play, String activity) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .activityId(activity)
        .singleResult();
  }

  private Job next(Play play) {
    return due(play).stream().findFirst().orElse(null);
  }

  private List<Job> due(Play play) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .executable()
        .orderByJobId()
        .asc()
        .list();
  }

  String activity(Job job) {
    return management
        .createJobDefinitionQuery()
        .jobDefinitionId(job.getJobDefinitionId())
        .singleResult()
        .getActivityId();
  }

  // --- people

  /** One more reviewer, until the end of the test. */
  String newReviewer() {
    return newMember(People.REVIEWERS);
  }

  /** One more of Community Ops, with a mail address, until the end of the test. */
  String newOps() {
    return newMember(People.OPS);
  }

  private String newMember(String group) {
    String id = group + "-" + UUID.randomUUID().toString().substring(0, 8) + "@desk.outside.org";
    people.addAccount(id, "Robin Staff");
    people.setPassword(id, PASSWORD);
    identity.createMembership(id, group);
    staff.add(id);
    return id;
  }

  List<Task> open(Play play, String key) {
    return tasks.createTaskQuery().processInstanceId(play.instance()).taskDefinitionKey(key).list();
  }

  Task task(Play play, String key) {
    return tasks
        .createTaskQuery()
        .processInstanceId(play.instance())
        .taskDefinitionKey(key)
        .singleResult();
  }

  /** Finishes a task as Tasklist does. */
  Answer submit(String user, Task task, Map<String, String> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        json(Map.of("variables", variables)));
  }

  void complete(String user, Task task, Map<String, String> fields) {
    Answer answer = submit(user, task, fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  void vote(Play play, String reviewer, String vote, String why) {
    Task task =
        tasks
            .createTaskQuery()
            .processInstanceId(play.instance())
            .taskDefinitionKey("userTask_castVote")
            .taskAssignee(reviewer)
            .singleResult();
    complete(reviewer, task, Map.of("vote", vote, "voteReason", why));
  }

  void answerByLink(Play play, String owner, String willing) {
    String token = links.issue(Purpose.CONFIRM_OWNERSHIP, play.slug(), owner, Duration.ofDays(100));
    Answer page = postPage("/links/ownership/" + token, Map.of("willing", willing));
    assertThat(page.status()).as(page.text()).isEqualTo(200);
  }

  /** Opens a page and sends its form, as a browser does. */
  Answer postPage(String path, Map<String, String> fields) {
    return send(openPage(path), fields);
  }

  /** A page that somebody has open, with what its form sends along. */
  record OpenPage(String path, String token, String cookie) {}

  OpenPage openPage(String path) {
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

  /** Gives a confirmed owner a password, as the link in the mail does. */
  void openAccount(String owner) {
    people.setPassword(owner, PASSWORD);
  }

  void takeOver(Play play, String owner) {
    openAccount(owner);
    complete(owner, task(play, "userTask_takeOver"), Map.of("handover", "complete"));
  }

  void abandon(Play play, String reason) {
    Answer answer =
        door.post(
            "ops", "/api/onboardings/" + play.id() + "/abandon", json(Map.of("reason", reason)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  /** The next requests to a sandbox server go wrong. */
  void misbehave(String server, String fault) {
    Answer answer = door.post(null, "/api/sandbox/" + server + "/faults", fault);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  // --- what is there afterwards

  JsonNode service(Play play, String name) {
    return door.get("ops", "/api/services/" + play.slug() + "." + name).json();
  }

  ProcessInstance instance(Play play) {
    return runtime.createProcessInstanceQuery().processInstanceId(play.instance()).singleResult();
  }

  /** The end events that the instance has reached. */
  List<String> ends(Play play) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(play.instance())
        .finished()
        .list()
        .stream()
        .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
        .map(activity -> activity.getActivityId())
        .toList();
  }

  /** What the desk tells of it to Ops. */
  Answer told(Play play) {
    return door.get("ops", "/api/onboardings/" + play.id());
  }

  String state(Play play) {
    return told(play).json().path("state").asText();
  }

  long mailsTo(String recipient, String subject) {
    return database.queryForObject(
        "select count(*) from outbox_mail where recipient = ? and subject like ?",
        Long.class,
        recipient,
        "%" + subject + "%");
  }

  List<String> audit(String subject, String action) {
    return database.queryForList(
        "select who || ' by ' || channel from audit_entry where subject = ? and action = ? order by"
            + " id",
        String.class,
        subject,
        action);
  }

  /** The community has never been there: its names are free, and nobody can act for it. */
  void assertNothingIsLeft(Play play) {
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(play.instance()).count())
        .isZero();
    assertThat(platform.all(play.slug())).isEmpty();
    for (String table : new String[] {"community where slug", "owner where community"}) {
      assertThat(
              database.queryForObject(
                  "select count(*) from " + table + " = ?", Long.class, play.slug()))
          .as(table)
          .isZero();
    }
    for (String table :
        new String[] {
          "delivered_service where community",
          "mail_domain_claim where community",
          "personal_link where subject"
        }) {
      assertThat(
              database.queryForObject(
                  "select count(*) from " + table + " = ?", Long.class, play.slug()))
          .as(table)
          .isZero();
    }
    assertThat(people.owners(play.slug())).isEmpty();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
