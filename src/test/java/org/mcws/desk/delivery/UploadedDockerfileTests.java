package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.DeliveredSite;

/** What becomes of a Dockerfile that an owner uploads, for a service without a repository. */
class UploadedDockerfileTests extends DeliveryStage {

  private static final String BETTER = GOOD.replace("made", "better");

  @Test
  void itIsBuiltStagedApprovedAndReleased() {
    DeliveredSite site = uploaded(site("auto"), "one-owner");
    JsonNode source = source(site);
    assertThat(source.path("staged").asBoolean()).isTrue();
    assertThat(source.has("repository")).isFalse();
    assertThat(source.has("hookAddress")).isFalse();

    String id = upload(site, GOOD).json().path("id").asText();
    untilAsked(site);

    assertThat(letters.to(site.ana(), "Dockerfile by " + site.ana()).text())
        .contains("staging-" + site.host())
        .contains("Wanted by " + site.ana() + ".");
    answer(site, site.ben(), "go");
    until(site, "released");
    JsonNode delivery = door.get(site.ben(), "/api/deliveries/" + id).json();
    assertThat(delivery.path("dockerfile").asText()).isEqualTo(GOOD);
    assertThat(delivery.has("commit")).isFalse();
    assertThat(delivery.has("title")).isFalse();
    assertThat(site.running().orElseThrow().image())
        .matches("registry\\.example/communities/.*:files-[0-9a-f]{12}@sha256:.{64}");
    JsonNode release = releases(site).path(0);
    assertThat(release.path("releasedBy").asText()).isEqualTo(site.ana());
    assertThat(release.path("approvedBy").asText()).isEqualTo(site.ben());

    int builds = builds(site);
    bringBack(site, 1);
    until(site, "released");
    assertThat(site.running().orElseThrow().image()).isEqualTo(OLD);
    assertThat(builds(site)).isEqualTo(builds);
  }

  @Test
  void ofManyOnlyTheNewestWaits() {
    DeliveredSite bot = uploaded(worker("auto"), "auto");
    upload(bot, GOOD);
    upload(bot, GOOD.replace("made", "worse"));
    upload(bot, BETTER);
    assertThat(deliveries(bot)).hasSize(2);
    assertThat(newest(bot).path("state").asText()).isEqualTo("waiting");
    until(bot, "released");
    assertThat(deliveries(bot).path(1).path("state").asText()).isEqualTo("released");
    assertThat(
            door.get(bot.ana(), "/api/deliveries/" + newest(bot).path("id").asText())
                .json()
                .path("dockerfile")
                .asText())
        .isEqualTo(BETTER);
    assertThat(releases(bot)).hasSize(3);
  }

  @Test
  void whatCannotBeBuiltIsToldAndPausesNothing() {
    DeliveredSite bot = uploaded(worker("auto"), "auto");
    for (int i = 0; i < 4; i++) {
      upload(bot, GOOD.replace("echo made", "exit " + (i + 1)));
      until(bot, "failed");
    }
    assertThat(mailsTo(bot.ben(), bot.id())).isEqualTo(4);
    assertThat(source(bot).has("pausedAt")).isFalse();
    assertThat(activities(bot)).isEmpty();
  }

  @Test
  void whatWasUploadedIsNotSaidToComeFromARepositoryThatCameLater() {
    DeliveredSite site = uploaded(site("one-owner"), "one-owner");
    upload(site, GOOD);
    connect(site, "one-owner");
    untilAsked(site);
    assertThat(letters.to(site.ana(), "Dockerfile by " + site.ana()).text())
        .doesNotContain(FORGE.url(site.slug()));
  }

  @Test
  void ownersUploadOneInTasklistToo() {
    DeliveredSite bot = uploaded(worker("auto"), "auto");
    Map<String, Object> fields =
        Map.of("serviceId", Map.of("value", bot.id()), "dockerfile", Map.of("value", GOOD));
    Answer answer =
        door.post(
            bot.ana(),
            "/engine-rest/process-definition/key/delivery/submit-form",
            json(Map.of("variables", fields)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    until(bot, "released");
    assertThat(bot.running().orElseThrow().image()).contains(":files-");
  }

  @Test
  void badInputIsRefusedInWordsAndChangesNothing() {
    DeliveredSite bot = worker("auto");
    assertThat(sent(bot, Map.of("dockerfile", GOOD)))
        .satisfies(refused("/dockerfile", "put the Dockerfile there and push it"));
    uploaded(bot, "auto");
    assertThat(sent(bot, Map.of())).satisfies(refused("/dockerfile", "The Dockerfile is missing"));
    assertThat(sent(bot, Map.of("dockerfile", BROKEN)))
        .satisfies(refused("/dockerfile", "Line 2: There is no stage nowhere."));
    assertThat(sent(bot, Map.of("dockerfile", GOOD, "release", 1)))
        .satisfies(refused("/release", "either its number or a Dockerfile"));
    assertThat(deliveries(bot)).isEmpty();
  }

  @Test
  void forgesHaveNoSayInIt() {
    DeliveredSite bot = worker("auto");
    String secret = newSecret(bot);
    String body = "{\"ref\": \"refs/heads/main\", \"after\": \"" + "2".repeat(40) + "\"}";
    Map<String, String> push = Map.of("X-GitHub-Event", "push");
    assertThat(hook(bot.id(), body, push, secret).status()).isEqualTo(202);
    uploaded(bot, "auto");
    Answer after = hook(bot.id(), body.replace("2222", "3333"), push, secret);
    assertThat(after.json().path("outcome").asText()).isEqualTo("ignored");
    assertThat(after.json().path("why").asText()).contains("not delivered from a repository");
    String address = "/api/services/" + bot.id() + "/delivery";
    assertThat(door.post(bot.ana(), address + "/hook-secret", null).text())
        .contains("not delivered from a repository");
    assertThat(
            door.send(
                    bot.ana(),
                    "PUT",
                    address + "/forge",
                    json(Map.of("kind", "gitea", "token", "green-tea")))
                .status())
        .isEqualTo(409);
    look();
    assertThat(deliveries(bot)).isEmpty();
  }

  @Test
  void whatWaitsForItsTurnIsForgottenWithItsRepository() {
    DeliveredSite bot = worker("one-owner");
    pushAndTell(bot, "One", GOOD);
    pushAndTell(bot, "Two", GOOD);
    uploaded(bot, "auto");
    assertThat(newest(bot).path("state").asText()).isEqualTo("overtaken");
    connect(bot, "auto");
    look();
    assertThat(source(bot).path("commitSeen").asText()).hasSize(40);
    assertThat(deliveries(bot)).hasSize(2);
  }

  /** From now on owners upload what is delivered. */
  private DeliveredSite uploaded(DeliveredSite site, String mode) {
    Answer answer =
        door.send(
            site.ana(),
            "PUT",
            "/api/services/" + site.id() + "/delivery",
            json(Map.of("mode", mode)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return site;
  }

  private Answer upload(DeliveredSite site, String dockerfile) {
    pass(site, Duration.ofSeconds(1));
    Answer answer = sent(site, Map.of("dockerfile", dockerfile));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer;
  }

  private Answer sent(DeliveredSite site, Map<String, Object> wish) {
    return door.post(site.ana(), "/api/services/" + site.id() + "/deliveries", json(wish));
  }
}
