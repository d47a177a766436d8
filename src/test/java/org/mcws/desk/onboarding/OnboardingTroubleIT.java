package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people and machines do at the wrong moment, in the wrong order, or in bad faith. */
@DeskTest
class OnboardingTroubleIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String NEVER = "{\"kind\": \"error\", \"path\": \"/never\"}";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Autowired private Door door;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;
  @Autowired private ManagementService management;
  @Autowired private IdentityService identity;
  @Autowired private People people;
  @Autowired private PersonalLinks links;
  @Autowired private Hosting hosting;
  @Autowired private MailHosting mail;
  @Autowired private MailSettings mailSettings;
  @Autowired private JdbcTemplate database;

  private final List<String> accounts = new ArrayList<>();

  @AfterEach
  void clear() {
    ClockUtil.reset();
    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    accounts.forEach(identity::deleteUser);
  }

  @Test
  void twoRequestsAtTheSameMomentCannotTakeNamesOfOneAnother() {
    String word = word();
    ObjectNode zone = request(word(), domain(word + ".example"));
    ObjectNode below = request(word(), domain("www." + word + ".example"));
    List<Integer> statuses =
        Stream.of(zone, below)
            .map(body -> CompletableFuture.supplyAsync(() -> start(body).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();
    assertThat(statuses).containsExactly(202, 400);
  }

  @Test
  void twoRequestsAtTheSameMomentCannotBeForTheSameCommunity() {
    ObjectNode body = request(word(), domain(word() + ".example"));
    List<Integer> statuses =
        Stream.of(body, body.deepCopy())
            .map(one -> CompletableFuture.supplyAsync(() -> start(one).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();
    assertThat(statuses).containsExactly(202, 400);
  }

  @Test
  void namesWithControlCharactersAreRefused() {
    ObjectNode body = request(word(), domain(word() + ".example"));
    ((ObjectNode) body.get("community")).put("name", "Tree\u0000Friends");
    ((ObjectNode) body.get("requester")).put("name", "Rosa\nBcc: all@example.org");
    Answer answer = start(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("field"))
        .contains("/community/name", "/requester/name");
  }

  @Test
  void whatHostingWouldNeverAcceptIsRefusedAtTheStart() {
    for (String name : List.of("tasks", "versions", "restart")) {
      Answer answer = start(request(word(), worker(name, "bots/bot:1")));
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().path("errors").findValuesAsText("field"))
          .containsExactly("/services/0/name");
    }
  }

  @Test
  void theNamesOfThePlatformsOwnServersAreNotGivenAway() {
    Answer answer = start(request(word(), domain(mailSettings.exchange())));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("kept for the platform");
  }

  @Test
  void moreAddressesThanCanBeTriedAtOnceAreRefused() {
    String boxes =
        IntStream.range(0, 100).mapToObj(i -> "\"box" + i + "\"").collect(Collectors.joining(","));
    String word = word();
    String[] domains =
        IntStream.range(0, 3)
            .mapToObj(i -> mailDomain(word + i + ".example").replace("\"ana\"", boxes))
            .toArray(String[]::new);
    Answer answer = start(request(word(), domains));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("at most 200 mailboxes");
  }

  @Test
  void imagesOnThePlatformsOwnAddressesAreRefused() {
    for (String image :
        List.of(
            "localhost/x:1",
            "localhost:5000/x:1",
            "127.0.0.1:5000/x:1",
            "10.1.2.3/x:1",
            "marathon:8080/v2/x:1",
            "169.254.169.254/latest/x:1")) {
      Answer answer = start(request(word(), worker("bot", image)));
      assertThat(answer.status()).as(image + " " + answer.text()).isEqualTo(400);
    }
    for (String image : List.of("nginx:1", "bots/bot:1", "registry.example:5000/team/bot:1")) {
      Answer answer = start(request(word(), worker("bot", image)));
      assertThat(answer.status()).as(image + " " + answer.text()).isEqualTo(202);
    }
  }

  @Test
  void longObjectionsOfSeveralReviewersDoNotStopTheRefusal() {
    String rita = reviewer();
    Play play = play(notVouched(request(word(), domain(word() + ".example"))));
    vote("reviewer", play, "no", "a".repeat(1900));
    vote(rita, play, "no", "b".repeat(1900));
    work(play);
    assertThat(state(play)).isEqualTo("declined");
  }

  @Test
  void aTieCanBeBrokenByOpsWhoHaveVotedAsReviewers() {
    String rita = reviewer();
    identity.createMembership(rita, People.OPS);
    Play play = play(notVouched(request(word(), domain(word() + ".example"))));
    vote(rita, play, "yes", "");
    vote("reviewer", play, "no", "");
    work(play);
    complete(rita, task(play, "userTask_breakTie"), Map.of("vote", "yes"));
    work(play);
    assertThat(tasks("userTask_confirmOwnership", play)).hasSize(2);
  }

  @Test
  void opsWhoAnswerForAnOwnerAreOnRecord() {
    Play play = play(request(word(), domain(word() + ".example")));
    work(play);
    complete("ops", question(play, play.ana()), Map.of("willing", "yes"));
    assertThat(
            database.queryForMap(
                "select who, on_behalf_of from audit_entry where subject = ?"
                    + " and action = 'ownership confirmed'",
                "community/" + play.slug()))
        .containsEntry("who", "ops")
        .containsEntry("on_behalf_of", play.ana());
  }

  @Test
  void anAccountThatWasThereBeforeStaysWhenARequestIsDeclined() {
    Play play = play(request(word(), domain(word() + ".example")));
    people.addAccount(play.ana(), "Ana Alba");
    accounts.add(play.ana());
    work(play);
    answerByLink(play, play.ana(), "yes");
    answerByLink(play, play.ben(), "no");
    complete(
        "reviewer",
        task(play, "userTask_grantException"),
        Map.of("exception", "refused", "exceptionReason", "too few"));
    work(play);
    assertThat(state(play)).isEqualTo("declined");
    assertThat(people.hasAccount(play.ana())).isTrue();
  }

  @Test
  void anExceptionNeedsAtLeastOneOwner() {
    Play play = play(request(word(), domain(word() + ".example")));
    work(play);
    answerByLink(play, play.ana(), "no");
    answerByLink(play, play.ben(), "no");
    Map<String, String> granted = Map.of("exception", "granted", "exceptionReason", "why not");
    Answer answer = submit("reviewer", task(play, "userTask_grantException"), granted);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("Nobody");
  }

  @Test
  void whoWasAskedAndStayedSilentBelongsToNothingAfterwards() {
    Play play = play(withOwner(request(word(), domain(word() + ".example")), "cleo@outside.org"));
    people.addAccount("cleo@outside.org", "Cleo");
    accounts.add("cleo@outside.org");
    work(play);
    assertThat(tenants("cleo@outside.org")).contains(play.slug());
    answerByLink(play, play.ana(), "yes");
    answerByLink(play, play.ben(), "yes");
    pass(play, Duration.ofDays(7));
    assertThat(people.owners(play.slug())).containsExactlyInAnyOrder(play.ana(), play.ben());
    assertThat(tenants("cleo@outside.org")).doesNotContain(play.slug());
    assertThat(tenants(play.ana())).contains(play.slug());
  }

  @Test
  void aPasswordThatIsTooEasyIsToldOnThePage() {
    Play play = play(request(word(), domain(word() + ".example")));
    work(play);
    answerByLink(play, play.ana(), "yes");
    String token =
        links.issue(Purpose.SET_PASSWORD, "account/" + play.ana(), play.ana(), Duration.ofDays(1));
    Answer easy = postPage("/links/password/" + token, Map.of("password", "tree"));
    assertThat(easy.status()).as(easy.text()).isEqualTo(200);
    assertThat(easy.text()).contains("Choose another password");
    Answer good = postPage("/links/password/" + token, Map.of("password", PASSWORD));
    assertThat(good.status()).as(good.text()).isEqualTo(200);
    assertThat(identity.checkPassword(play.ana(), PASSWORD)).isTrue();
    assertThat(door.get(null, "/links/password/" + token).status()).isEqualTo(404);
  }

  @Test
  void ownersWhoStaySilentAfterARepairHaveTakenOver() {
    Play play = handedOver(domain(word() + ".example"));
    people.setPassword(play.ana(), PASSWORD);
    complete(
        play.ana(),
        task(play, "userTask_takeOver"),
        Map.of("handover", "missing", "missing", "the pears"));
    work(play);
    complete("ops", task(play, "userTask_repairFindings"), Map.of());
    work(play);
    assertThat(tasks("userTask_takeOver", play)).hasSize(1);
    pass(play, Duration.ofDays(14));
    assertThat(state(play)).isEqualTo("onboarded");
  }

  @Test
  void blanksInPlaceOfAReasonAbandonNothing() {
    Play play = handedOver(domain(word() + ".example"));
    people.setPassword(play.ana(), PASSWORD);
    complete(
        play.ana(),
        task(play, "userTask_takeOver"),
        Map.of("handover", "missing", "missing", "the pears"));
    work(play);
    complete("ops", task(play, "userTask_repairFindings"), Map.of("abandonReason", " \n"));
    work(play);
    assertThat(tasks("userTask_takeOver", play)).hasSize(1);
  }

  @Test
  void aMailboxThatIsGoneIsFoundMissingByTheVisitorsCheck() {
    String word = word();
    Play play = handedOver(mailDomain(word + ".example"));
    people.setPassword(play.ana(), PASSWORD);
    complete(
        play.ana(),
        task(play, "userTask_takeOver"),
        Map.of("handover", "missing", "missing", "the pears"));
    database.update("update onboarding set handed_over = false where id = ?", play.id());
    mail.removeMailbox("ana@" + word + ".example");
    work(play);
    complete("ops", task(play, "userTask_repairFindings"), Map.of());
    work(play);
    assertThat(door.get("ops", "/api/onboardings/" + play.id()).text())
        .contains("There is no mailbox ana@" + word + ".example");
  }

  @Test
  void nothingIsMadeAfterItWasUndone() {
    String slug = word();
    Play play = play(request(slug, worker("one", "bots/bot:1"), worker("two", "bots/bot:1")));
    work(play);
    answerByLink(play, play.ana(), "yes");
    answerByLink(play, play.ben(), "yes");
    management.executeJob(job(play, "serviceTask_registerCommunity").getId());
    Job provision = job(play, "serviceTask_provisionHosting");
    Answer slow =
        door.post(
            null,
            "/api/sandbox/marathon/faults",
            "{\"kind\": \"delay\", \"path\": \"/v2/info\", \"delay\": \"PT2S\", \"times\": 2}");
    assertThat(slow.status()).as(slow.text()).isEqualTo(200);
    CompletableFuture<Void> underWay =
        CompletableFuture.runAsync(() -> management.executeJob(provision.getId()));
    await().until(() -> !faults().contains("\"times\":2"));
    Answer abandoned =
        door.post("ops", "/api/onboardings/" + play.id() + "/abandon", "{\"reason\": \"enough\"}");
    assertThat(abandoned.status()).as(abandoned.text()).isEqualTo(202);
    work(play);
    underWay.handle((done, failure) -> null).join();
    assertThat(state(play)).isEqualTo("abandoned");
    assertThat(hosting.find("/" + slug + "/one")).isEmpty();
    assertThat(hosting.find("/" + slug + "/two")).isEmpty();
  }

  @Test
  void anOnboardingWhoseInstanceWasDeletedCanBeAbandoned() {
    String slug = word();
    Play play = play(request(slug, worker("one", "bots/bot:1")));
    work(play);
    answerByLink(play, play.ana(), "yes");
    answerByLink(play, play.ben(), "yes");
    management.executeJob(job(play, "serviceTask_registerCommunity").getId());
    management.executeJob(job(play, "serviceTask_provisionHosting").getId());
    assertThat(
            door.send("ops", "DELETE", "/engine-rest/process-instance/" + play.instance(), null)
                .status())
        .isEqualTo(204);
    Answer abandoned =
        door.post("ops", "/api/onboardings/" + play.id() + "/abandon", "{\"reason\": \"gone\"}");
    assertThat(abandoned.status()).as(abandoned.text()).isEqualTo(202);
    assertThat(state(play)).isEqualTo("abandoned");
    assertThat(hosting.find("/" + slug + "/one")).isEmpty();
    assertThat(start(request(slug, worker("one", "bots/bot:1"))).status()).isEqualTo(202);
  }

  // --- moves

  private String faults() {
    return door.post(null, "/api/sandbox/marathon/faults", NEVER).text();
  }

  private record Play(UUID id, String instance, String slug) {

    String ana() {
      return "ana@" + slug + ".outside.org";
    }

    String ben() {
      return "ben@" + slug + ".outside.org";
    }
  }

  private Play handedOver(String service) {
    Play play = play(request(word(), service));
    work(play);
    answerByLink(play, play.ana(), "yes");
    answerByLink(play, play.ben(), "yes");
    work(play);
    assertThat(tasks("userTask_takeOver", play)).hasSize(1);
    return play;
  }

  private Answer start(JsonNode body) {
    return door.post("reviewer", "/api/onboardings", body.toString());
  }

  private Play play(JsonNode body) {
    Answer answer = start(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return new Play(
        UUID.fromString(answer.json().path("id").asText()),
        answer.json().path("processInstanceId").asText(),
        answer.json().path("businessKey").asText());
  }

  private void work(Play play) {
    List<Job> due;
    do {
      due =
          management
              .createJobQuery()
              .processInstanceId(play.instance())
              .executable()
              .orderByJobId()
              .asc()
              .listPage(0, 1);
      due.forEach(this::attempt);
    } while (!due.isEmpty());
  }

  private void attempt(Job job) {
    try {
      management.executeJob(job.getId());
    } catch (RuntimeException failure) {
      assertThat(management.createJobQuery().jobId(job.getId()).count())
          .as("a failed job is kept: %s", failure)
          .isOne();
    }
  }

  private void pass(Play play, Duration time) {
    ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
    work(play);
  }

  private Job job(Play play, String activity) {
    return management
        .createJobQuery()
        .processInstanceId(play.instance())
        .activityId(activity)
        .singleResult();
  }

  private String reviewer() {
    String id = "reviewer-" + word() + "@desk.outside.org";
    people.addAccount(id, "Rita Reviewer");
    people.setPassword(id, PASSWORD);
    identity.createMembership(id, People.REVIEWERS);
    accounts.add(id);
    return id;
  }

  private List<Task> tasks(String key, Play play) {
    return tasks.createTaskQuery().processInstanceId(play.instance()).taskDefinitionKey(key).list();
  }

  private Task task(Play play, String key) {
    return tasks(key, play).get(0);
  }

  private Task question(Play play, String person) {
    return tasks
        .createTaskQuery()
        .processInstanceId(play.instance())
        .taskAssignee(person)
        .singleResult();
  }

  private void vote(String reviewer, Play play, String vote, String why) {
    complete(reviewer, question(play, reviewer), Map.of("vote", vote, "voteReason", why));
  }

  private Answer submit(String user, Task task, Map<String, String> fields) {
    Map<String, Object> variables = new HashMap<>();
    fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return door.post(
        user,
        "/engine-rest/task/" + task.getId() + "/submit-form",
        JSON.valueToTree(Map.of("variables", variables)).toString());
  }

  private void complete(String user, Task task, Map<String, String> fields) {
    Answer answer = submit(user, task, fields);
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  private void answerByLink(Play play, String person, String willing) {
    String token = links.issue(Purpose.CONFIRM_OWNERSHIP, play.slug(), person, Duration.ofDays(9));
    Answer page = postPage("/links/ownership/" + token, Map.of("willing", willing));
    assertThat(page.status()).as(page.text()).isEqualTo(200);
  }

  private Answer postPage(String path, Map<String, String> fields) {
    Answer page = door.get(null, path);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    Matcher token = CSRF.matcher(page.text());
    assertThat(token.find()).isTrue();
    StringBuilder form = new StringBuilder("_csrf=" + url(token.group(1)));
    fields.forEach((name, value) -> form.append('&').append(name).append('=').append(url(value)));
    return door.send(
        door.request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", page.header("Set-Cookie").split(";")[0])
            .POST(BodyPublishers.ofString(form.toString()))
            .build());
  }

  private String state(Play play) {
    return door.get("ops", "/api/onboardings/" + play.id()).json().path("state").asText();
  }

  private List<String> tenants(String person) {
    return identity
        .createTenantQuery()
        .userMember(person)
        .includingGroupsOfUser(true)
        .list()
        .stream()
        .map(tenant -> tenant.getId())
        .toList();
  }

  // --- requests

  private static String word() {
    return "c" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String domain(String name) {
    return "{\"kind\": \"domain\", \"name\": \"" + name + "\"}";
  }

  private static String worker(String name, String image) {
    return "{\"kind\": \"worker\", \"name\": \"" + name + "\", \"image\": \"" + image + "\"}";
  }

  private static String mailDomain(String name) {
    return "{\"kind\": \"mail-domain\", \"name\": \"" + name + "\", \"mailboxes\": [\"ana\"]}";
  }

  private static ObjectNode notVouched(ObjectNode request) {
    ((ObjectNode) request.get("requester")).put("vouched", false);
    return request;
  }

  private static ObjectNode withOwner(ObjectNode request, String email) {
    request.withArray("owners").addObject().put("name", "Cleo").put("email", email);
    return request;
  }

  private static ObjectNode request(String slug, String... services) {
    return read(
        """
        {"community": {"slug": "%1$s", "name": "Friends of %1$s", "languages": ["en"]},
         "requester": {"name": "Rosa", "email": "rosa@%1$s.outside.org", "vouched": true},
         "project": {"summary": "Pages about trees", "audience": "Spain",
                     "expectedMonthlyVisitors": 500, "establishedOn": "2015-05-01",
                     "maintainer": "Ana"},
         "owners": [{"name": "Ana Alba", "email": "ana@%1$s.outside.org"},
                    {"name": "Ben Brown", "email": "ben@%1$s.outside.org"}],
         "services": [%2$s]}
        """
            .formatted(slug, String.join(",", services)));
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
