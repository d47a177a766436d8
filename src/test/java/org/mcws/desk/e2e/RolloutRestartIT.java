package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged desk rolls a security update out to fifty sites, is killed again and again while it
 * does, and does everything once all the same. The moments are those of a seed that the test
 * prints; {@code -Ddesk.seed=…} takes one again.
 */
class RolloutRestartIT {

  /** A day takes seven minutes, ten minutes three seconds. */
  private static final String PACE = "0.005";

  private static final String ADVISORY = "OSV-2026-4711";
  private static final String TITLE = "Long names run programs";
  private static final int SERVICES = 50;

  /** The canaries and a tenth; all others are begun at once. */
  private static final int FIRST_RINGS = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final long seed = Long.getLong("desk.seed", System.nanoTime());
  private final Random chance = new Random(seed);
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final List<Club> clubs =
      Stream.of("azur", "borealis", "cedro", "dunes", "estrela").map(Club::new).toList();

  @TempDir private Path folder;
  private DeskProcess desk;
  private Map<String, Story> stories;
  private String rollout;

  @AfterEach
  void stop() {
    people.shutdownNow();
    desk.close();
  }

  @Test
  void updatesEachServiceOnceAndAsksEachOwnerOnceHoweverOftenItDies() throws Exception {
    System.out.println("RolloutRestartIT: -Ddesk.seed=" + seed);
    // At this pace all sites would be looked at three times a second, which is not the matter here.
    desk =
        new DeskProcess(folder)
            .with("DESK_PACE", PACE)
            .with("DESK_STATUS_PROBESEVERY", "P1D")
            .with("DESK_UPDATE_FASTENOUGH", "PT1M")
            .startUnpacked();
    allowMoreTime();
    onboard();
    outside().publish("ghcr.io", "clubs/site", "1.4.1");
    rollout = start();
    List<Future<?>> owners = clubs.stream().<Future<?>>map(this::answering).toList();

    dieWithin(4);
    dieWhen(1 + chance.nextInt(FIRST_RINGS), 3, "updating", "updated");
    dieWhen(1 + chance.nextInt(FIRST_RINGS), 3, "updated");
    dieWhen(FIRST_RINGS + 1, 6, "updating", "updated");
    dieWhen(FIRST_RINGS + 1 + chance.nextInt(SERVICES / 2), 2, "updated");

    awaitEnd();
    for (Future<?> owner : owners) {
      owner.get();
    }
    everyServiceWasUpdatedOnce();
    noApprovalIsLost();
    everyOwnerWasAskedOnceInEachStep();
    assertThat(ops().get("/engine-rest/incident?maxResults=10").json()).isEmpty();
  }

  // --- what comes before

  /**
   * At this pace a desk takes hours to start, in which a deployment would be given up and silence
   * would count as an answer. So an administrator allows more for both.
   */
  private void allowMoreTime() {
    desk.change("processes/service-update-limits.dmn", Map.of("PT15M", "P5D"));
    desk.change("processes/approval-policy.dmn", Map.of("PT8H", "P5D", "PT2H", "P5D"));
  }

  private void onboard() {
    stories =
        clubs.stream()
            .map(Club::slug)
            .collect(Collectors.toMap(Function.identity(), slug -> new Story(desk, slug)));
    clubs.forEach(club -> story(club).request(club.request()));
    stories.values().forEach(Story::confirmBoth);
    for (Story story : stories.values()) {
      story.choosePassword(story.carmen());
      story.awaitHandover();
      story.takeOver(story.carmen());
    }
    stories.values().forEach(Story::awaitOnboarded);
  }

  private String start() {
    Caller.Answer taken =
        ops().post("/api/advisories?exploited=true", Club.advisory(ADVISORY, TITLE));
    assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
    return taken.json().path("id").asText();
  }

  /** One community's owner answers only when it was reminded, those of the others at once. */
  private Future<?> answering(Club club) {
    boolean late = club.equals(clubs.get(0));
    Caller owner = desk.caller().as(story(club).carmen(), Story.OWNER_PASSWORD);
    return people.submit(
        new AnsweringOwner(
            owner,
            approval ->
                !late
                    || approval.path("mode").asText().equals("notice")
                    || approval.path("reminders").asInt() > 0));
  }

  // --- dying

  /** Dies some seconds after so many services are in these states. */
  private void dieWhen(int services, int withinSeconds, String... states) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              JsonNode now = show().path("services");
              return Stream.of(states).mapToInt(state -> now.path(state).asInt()).sum() >= services;
            });
    dieWithin(withinSeconds);
  }

  private void dieWithin(int seconds) {
    Instant moment = Instant.now().plusMillis(chance.nextInt(seconds * 1000));
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Instant.now().isAfter(moment));
    JsonNode now = show();
    assertThat(now.path("endedAt").asText()).as("too late to be of use").isEmpty();
    boolean alone = chance.nextBoolean();
    System.out.println(
        "RolloutRestartIT: kill -9 of the desk"
            + (alone ? "" : " and its database")
            + ", ring "
            + now.path("ring")
            + ", "
            + now.path("services"));
    if (alone) {
      desk.killDeskOnly();
    } else {
      desk.kill();
    }
    desk.startUnpacked();
  }

  private void awaitEnd() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .failFast(
            () -> {
              JsonNode now = show();
              assertThat(now.path("state").asText()).as("%s", now).isIn("running", "completed");
            })
        .until(() -> show().path("state").asText().equals("completed"));
  }

  // --- what must be so

  private void everyServiceWasUpdatedOnce() {
    assertThat(show().path("services")).hasToString("{\"updated\":" + SERVICES + "}");
    Outside outside = outside();
    for (Club club : clubs) {
      for (String app : club.apps()) {
        assertThat(outside.images(app)).as(app).isEqualTo(Club.images(app));
        assertThat(outside.healthyTasks(app)).as(app).isEqualTo(1);
        JsonNode service = ops().get("/api/services/" + app.substring(1).replace('/', '.')).json();
        assertThat(service.path("image").asText()).as(app).isEqualTo(Club.images(app).get(1));
      }
    }
    JsonNode report =
        ops().get("/api/rollouts/" + rollout + "?size=100").json().at("/report/items");
    assertThat(all(report).map(one -> one.path("community").asText()))
        .containsExactlyElementsOf(clubs.stream().map(Club::slug).toList());
    assertThat(all(report))
        .allSatisfy(
            one -> {
              assertThat(one.path("services")).hasSize(Club.OWN_SITES + Club.WORDPRESS_SITES);
              assertThat(one.path("reportedAt").asText()).isNotEmpty();
            });
  }

  /** Every community was asked about its own sites and told of the others, and its word counts. */
  private void noApprovalIsLost() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> ops().get("/api/approvals?state=open").json().path("total").asInt() == 0);
    List<JsonNode> approvals = approvals();
    assertThat(approvals).hasSize(2 * clubs.size());
    assertThat(approvals)
        .allSatisfy(
            approval -> {
              assertThat(approval.path("state").asText()).isEqualTo("carriedOut");
              assertThat(approval.path("round").asInt()).isEqualTo(1);
              assertThat(approval.path("parts")).isEmpty();
              JsonNode answers = approval.path("answers");
              assertThat(answers).as("%s", approval).hasSize(1);
              assertThat(answers.at("/0/effect").asText()).isEqualTo("decided");
              assertThat(answers.at("/0/by").asText())
                  .isEqualTo("carmen@" + approval.path("community").asText() + ".test");
            });
    assertThat(approvals.stream().map(approval -> approval.path("services").size()))
        .containsOnly(Club.OWN_SITES, Club.WORDPRESS_SITES);
  }

  private void everyOwnerWasAskedOnceInEachStep() {
    Map<String, Integer> reminders =
        approvals().stream()
            .collect(
                Collectors.toMap(
                    approval -> approval.path("community").asText(),
                    approval -> approval.path("reminders").asInt(),
                    Integer::sum));
    assertThat(reminders.get(clubs.get(0).slug())).isPositive();
    String about = ADVISORY + ": " + TITLE;
    for (Club club : clubs) {
      for (String owner : List.of(story(club).carmen(), story(club).diego())) {
        // Of all mails, for a second copy has the same Message-ID.
        Map<String, Long> mails =
            outside().person(owner).mails().stream()
                .collect(Collectors.toMap(Mailbox.Mail::id, Mailbox.Mail::subject, (a, b) -> a))
                .values()
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(mails)
            .as("%s", owner)
            .containsEntry("Go or no-go: " + about, 1L)
            .containsEntry("A security update is coming: " + about, 1L)
            .containsEntry("Security update done: " + ADVISORY, 1L);
        assertThat(mails.getOrDefault("Still waiting for your word: " + about, 0L))
            .as("reminders of %s", owner)
            .isEqualTo(reminders.get(club.slug()).longValue());
        assertThat(
                mails.entrySet().stream()
                    .filter(mail -> mail.getKey().endsWith("has answered \"go\": " + about))
                    .mapToLong(Map.Entry::getValue)
                    .sum())
            .as("receipts of %s: one for the question, one for the notice", owner)
            .isEqualTo(2);
      }
    }
  }

  // --- looking

  private List<JsonNode> approvals() {
    List<JsonNode> found = new ArrayList<>();
    all(ops().get("/api/approvals?size=100").json().path("items"))
        .map(approval -> ops().get("/api/approvals/" + approval.path("id").asText()).json())
        .forEach(found::add);
    return found;
  }

  private JsonNode show() {
    return ops().get("/api/rollouts/" + rollout).json();
  }

  private Story story(Club club) {
    return stories.get(club.slug());
  }

  private Caller ops() {
    return desk.caller().as("ops");
  }

  private Outside outside() {
    return new Outside(desk);
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
