package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.delivery.hook.PublishedHooks;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.transaction.support.TransactionTemplate;

/** What forges tell, and what is not believed. */
class GitHooksTests extends DeliveryStage {

  private static final String SANDBOX = "sandbox";
  private static final String COMMIT = "4522cbcefc20728a5b72b3a86af35e608622c514";

  private DeliveredSite bot;

  @BeforeEach
  void aBot() {
    bot = worker("one-owner");
  }

  @Test
  void aPushLetsTheBranchBeLookedAtAndIsTakenOnce() {
    push(bot, "Two", GOOD);
    Map<String, String> headers =
        Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", UUID.randomUUID().toString());
    Answer first = hook(bot.id(), pushed("refs/heads/main", COMMIT), headers, SANDBOX);
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().path("outcome").asText()).isEqualTo("looking");
    assertThat(
            hook(bot.id(), pushed("refs/heads/main", COMMIT), headers, SANDBOX)
                .json()
                .path("outcome")
                .asText())
        .isEqualTo("repeated");
    look();
    assertThat(deliveries(bot)).hasSize(1);
  }

  @Test
  void whatTheBranchHasIsBelievedAndNotWhatAHookSays() {
    assertThat(tell(bot, COMMIT).json().path("outcome").asText()).isEqualTo("looking");
    look();
    assertThat(deliveries(bot)).as("nothing new is there").isEmpty();
  }

  @Test
  void whatNobodyTellsIsFoundAllTheSame() {
    String commit = push(bot, "Two", GOOD);
    look();
    assertThat(deliveries(bot)).isEmpty();
    pass(bot, Duration.ofMinutes(10));
    look();
    assertThat(newest(bot).path("commit").asText()).isEqualTo(commit);
    assertThat(newest(bot).path("askedBy").asText()).isEqualTo("desk");
  }

  @Test
  void whoKnowsTheSecretOfAllServicesIsNotBelievedWhoHasPushed() {
    String commit = push(bot, "Two", GOOD);
    hook(bot.id(), pushed("refs/heads/main", commit), Map.of("X-GitHub-Event", "push"), SANDBOX);
    look();
    assertThat(newest(bot).path("commit").asText()).isEqualTo(commit);
    assertThat(newest(bot).path("askedBy").asText()).isEqualTo("desk");
  }

  @Test
  void whoHasPushedIsRememberedUntilTheForgeKnowsTheCommitEverywhere() {
    String before = source(bot).path("commitSeen").asText();
    String commit = push(bot, "Two", GOOD);
    FORGE.point(bot.slug(), before);
    tell(bot, commit);
    look();
    assertThat(deliveries(bot)).isEmpty();
    FORGE.point(bot.slug(), commit);
    pass(bot, Duration.ofSeconds(30));
    look();
    assertThat(newest(bot).path("askedBy").asText()).isEqualTo("gil");
  }

  @Test
  void otherBranchesAndTagsAndDeletionsBeginNothing() {
    push(bot, "Two", GOOD);
    Map<String, String> push = Map.of("X-Gitea-Event", "push");
    for (String ref : new String[] {"refs/heads/feature", "refs/tags/v1"}) {
      Answer answer = hook(bot.id(), pushed(ref, COMMIT), push, SANDBOX);
      assertThat(answer.json().path("outcome").asText()).isEqualTo("ignored");
      assertThat(answer.json().path("why").asText()).contains("is not what is delivered");
    }
    Answer deleted = hook(bot.id(), pushed("refs/heads/main", "0".repeat(40)), push, SANDBOX);
    assertThat(deleted.json().path("why").asText()).isEqualTo("refs/heads/main was deleted.");
  }

  @Test
  void whatIsNoPushIsTakenAndPassedOver() {
    Map<String, String> told =
        Map.of(
            "ping", "{\"zen\": \"Keep it logically awesome.\", \"hook_id\": 1}",
            "repository",
                "{\"action\": \"renamed\", \"changes\": {\"repository\": {\"name\": {\"from\": \"bot\"}}}}",
            "something_new", "[]");
    told.forEach(
        (event, body) -> {
          Answer answer = hook(bot.id(), body, Map.of("X-GitHub-Event", event), SANDBOX);
          assertThat(answer.status()).as(answer.text()).isEqualTo(202);
          assertThat(answer.json().path("outcome").asText()).isEqualTo("ignored");
          assertThat(answer.json().path("why").asText()).isEqualTo("'" + event + "' is no push.");
        });
  }

  @Test
  void whoWaitsForTheServiceIsAnsweredInTimeAllTheSame() {
    String commit = push(bot, "Two", GOOD);
    String body = pushed("refs/heads/main", commit);
    Instant begin = Instant.now();
    Answer answer =
        whileTheServiceIsHeld(
            () -> hook(bot.id(), body, Map.of("X-GitHub-Event", "push"), SANDBOX));
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("outcome").asText()).isEqualTo("later");

    // It looks when that is over, and not only when it would have looked by itself.
    await()
        .untilAsserted(
            () -> {
              look();
              assertThat(newest(bot).path("commit").asText()).isEqualTo(commit);
            });
  }

  /** As by somebody who does something outside meanwhile. */
  private Answer whileTheServiceIsHeld(Supplier<Answer> work) {
    return desk.getBean(TransactionTemplate.class)
        .execute(
            status -> {
              database.queryForList(
                  "select 1 from delivery_source where service = ? for update", bot.id());
              return work.get();
            });
  }

  /** What is delivered is the default branch, of which some of them tell. */
  @Test
  void whatForgesHavePublishedIsTakenAtTheDoor() throws IOException {
    List<String> looked = new ArrayList<>();
    for (Path file : PublishedHooks.files()) {
      Answer answer = hook(bot.id(), Files.readString(file), PublishedHooks.headers(file), SANDBOX);
      assertThat(answer.status()).as(file + answer.text()).isEqualTo(202);
      String outcome = answer.json().path("outcome").asText();
      assertThat(outcome).as(file.toString()).isIn("looking", "ignored");
      if (outcome.equals("looking")) {
        looked.add(file.getFileName().toString());
      }
    }
    assertThat(looked)
        .containsExactly(
            "gitea-push.json", "github-forced-push.json", "github-push.json", "gitlab-push.json");
    look();
    assertThat(deliveries(bot)).as("none of that is in its repository").isEmpty();
  }

  @Test
  void aRepositoryThatIsGoneIsSaidSo() {
    FORGE.remove(bot.slug());
    tell(bot, COMMIT);
    look();
    assertThat(source(bot).path("trouble").asText()).isNotEmpty();
    assertThat(deliveries(bot)).isEmpty();
  }

  @Test
  void eachForgeProvesItselfInItsOwnWay() {
    String secret = newSecret(bot);
    String body = pushed("refs/heads/main", COMMIT);
    String hmac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(body);
    String now = String.valueOf(now().getEpochSecond());
    assertThat(
            send(body, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + hmac)))
        .isEqualTo(202);
    assertThat(send(body, Map.of("X-Gitea-Event", "push", "X-Gitea-Signature", hmac)))
        .isEqualTo(202);
    assertThat(send(body, Map.of("X-Forgejo-Event", "push", "X-Forgejo-Signature", hmac)))
        .isEqualTo(202);
    assertThat(send(body, Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", secret)))
        .isEqualTo(202);
    assertThat(send(body, standard(secret, body, now))).isEqualTo(202);
    String old = String.valueOf(now().minusSeconds(300).getEpochSecond());
    assertThat(send(body, standard(secret, body, old))).as("just in time").isEqualTo(202);
  }

  @Test
  void whatIsNotProvenIsNotEvenRead() {
    String secret = newSecret(bot);
    String body = pushed("refs/heads/main", COMMIT);
    String old = new HmacUtils(HmacAlgorithms.HMAC_SHA_1, secret).hmacHex(body);
    String other = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, "other").hmacHex(body);
    String early = String.valueOf(now().minusSeconds(301).getEpochSecond());
    assertThat(send(body, Map.of("X-GitHub-Event", "push"))).isEqualTo(401);
    assertThat(send(body, Map.of("X-GitHub-Event", "push", "X-Hub-Signature", "sha1=" + old)))
        .isEqualTo(401);
    assertThat(
            send(body, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + other)))
        .isEqualTo(401);
    assertThat(send(body, Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", SANDBOX)))
        .as("the secret of all others")
        .isEqualTo(401);
    assertThat(send(body, standard(secret, body, early))).as("too old").isEqualTo(401);
    String ahead = String.valueOf(now().plusSeconds(301).getEpochSecond());
    assertThat(send(body, standard(secret, body, ahead))).as("too far ahead").isEqualTo(401);
    assertThat(hook("nobody.there", body, Map.of("X-GitHub-Event", "push"), SANDBOX).status())
        .isEqualTo(401);
  }

  @Test
  void aNewSecretEndsTheOneBeforeAndIsNeverToldAgain() {
    String first = newSecret(bot);
    String second = newSecret(bot);
    String body = pushed("refs/heads/main", COMMIT);
    assertThat(send(body, Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", first)))
        .isEqualTo(401);
    assertThat(send(body, Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", second)))
        .isEqualTo(202);
    assertThat(source(bot).toString()).doesNotContain(second);
    assertThat(
            new String(
                database.queryForObject(
                    "select hook_secret from delivery_source where service = ?",
                    byte[].class,
                    bot.id()),
                StandardCharsets.ISO_8859_1))
        .doesNotContain(second);
  }

  @Test
  void whatIsNoMessageOfAForgeIsRefusedInWords() {
    assertThat(hook(bot.id(), "{}", Map.of(), SANDBOX).text()).contains("X-Gitlab-Event");
    Answer form = hook(bot.id(), "payload=%7B%7D", Map.of("X-GitHub-Event", "push"), SANDBOX);
    assertThat(form.status()).isEqualTo(400);
    assertThat(form.text()).contains("choose application/json");
    Answer long_ =
        hook(bot.id(), "x".repeat(5 * 1024 * 1024 + 1), Map.of("X-GitHub-Event", "push"), SANDBOX);
    assertThat(long_.status()).isEqualTo(413);
  }

  private int send(String body, Map<String, String> headers) {
    var request =
        door.request("/api/hooks/git/" + bot.id())
            .header("Content-Type", "application/json")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return door.send(request.build()).status();
  }

  private static Map<String, String> standard(String secret, String body, String seconds) {
    byte[] mac =
        new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmac("m1." + seconds + "." + body);
    return Map.of(
        "X-Gitlab-Event",
        "Push Hook",
        "webhook-id",
        "m1",
        "webhook-timestamp",
        seconds,
        "webhook-signature",
        "v1,AAAA v1," + Base64.getEncoder().encodeToString(mac));
  }

  private static String pushed(String ref, String after) {
    return json(
        Map.of(
            "ref",
            ref,
            "before",
            "1".repeat(40),
            "after",
            after,
            "nonce",
            UUID.randomUUID().toString(),
            "repository",
            Map.of("default_branch", "main"),
            "pusher",
            Map.of("name", "gil", "email", "gil@forge.test")));
  }
}
