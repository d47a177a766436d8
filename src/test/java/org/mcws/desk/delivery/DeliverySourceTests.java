package org.mcws.desk.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.support.TransactionTemplate;

/** From where and how services are delivered. */
class DeliverySourceTests extends DeliveryStage {

  @Autowired private Inventory inventory;

  @Test
  void whatAnOnboardingHasBuiltFromARepositoryIsDeliveredFromThere() {
    DeliveredSite bot = worker("auto");
    String helper = DeliveredService.id(bot.slug(), "helper");
    inventory.reserve(
        List.of(
            new DeliveredService(
                bot.slug(),
                ServiceKind.WORKER,
                "helper",
                null,
                null,
                OLD,
                ManagedBy.COMMUNITY,
                json(Map.of("repository", Map.of("url", FORGE.url(bot.slug()), "ref", "main"))),
                now())));
    inventory.deliver(bot.slug());

    JsonNode source = door.get(bot.ana(), "/api/services/" + helper + "/delivery").json();
    assertThat(source.path("repository").path("url").asText()).isEqualTo(FORGE.url(bot.slug()));
    assertThat(source.path("mode").asText()).isEqualTo("one-owner");
    assertThat(source.path("staged").asBoolean()).isFalse();
    JsonNode releases =
        door.get(bot.ana(), "/api/services/" + helper + "/releases").json().path("items");
    assertThat(releases).hasSize(1);
    assertThat(releases.path(0).path("image").asText()).isEqualTo(OLD);
    database.update("delete from delivery_source where service = ?", helper);
  }

  @Test
  void whatTheBranchHasWhenItIsConnectedIsNotDelivered() {
    DeliveredSite bot = worker("auto");
    assertThat(deliveries(bot)).isEmpty();
    assertThat(source(bot).path("commitSeen").asText()).hasSize(40);
  }

  @Test
  void badInputIsRefusedInWordsAndChangesNothing() {
    DeliveredSite bot = worker("auto");
    Map<String, Object> wish = new HashMap<>();
    wish.put("repository", Map.of("url", "http://169.254.169.254/latest"));
    wish.put("mode", "one-owner");
    assertThat(put(bot, wish)).satisfies(refused("/repository/url", "https"));
    wish.put("repository", Map.of("url", FORGE.url("x"), "folder", "../up"));
    assertThat(put(bot, wish)).satisfies(refused("/repository/folder", "web/site"));
    wish.put("repository", Map.of("url", FORGE.url("x")));
    wish.put("mode", "everybody");
    assertThat(put(bot, wish)).satisfies(refused("/mode", "auto, one-owner or two-owners"));
    desk.getBean(OwnerLists.class).answer(bot.slug(), bot.ben(), false, bot.ben(), Channel.ACCOUNT);
    wish.put("mode", "two-owners");
    assertThat(put(bot, wish)).satisfies(refused("/mode", "not as many owners"));
    assertThat(source(bot).path("mode").asText()).isEqualTo("auto");
    assertThat(source(bot).path("repository").path("url").asText())
        .isEqualTo(FORGE.url(bot.slug()));
  }

  @Test
  void aServiceThatIsDeliveredFromNowhereSaysSo() {
    DeliveredSite bot = worker("auto");
    database.update("delete from delivery_source where service = ?", bot.id());
    String address = "/api/services/" + bot.id() + "/delivery";
    Answer answer = door.get(bot.ana(), address);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("Say from what: PUT");
    assertThat(door.post(bot.ana(), address + "/resume", null).status()).isEqualTo(409);
  }

  @Test
  void ofTwoWhoConnectItAtOnceOneIsToldToTryAgain() {
    DeliveredSite bot = worker("auto");
    database.update("delete from delivery_source where service = ?", bot.id());
    CompletableFuture<Answer> other =
        desk.getBean(TransactionTemplate.class)
            .execute(
                status -> {
                  desk.getBean(DeliveredSources.class)
                      .connect(
                          inventory.find(bot.id()).orElseThrow(),
                          Optional.empty(),
                          DeliveryMode.AUTO,
                          false);
                  status.flush();
                  CompletableFuture<Answer> waiting =
                      CompletableFuture.supplyAsync(() -> put(bot, Map.of("mode", "one-owner")));
                  await()
                      .until(
                          () ->
                              database.queryForObject(
                                  "select exists(select from pg_locks where not granted)",
                                  Boolean.class));
                  return waiting;
                });
    Answer answer = other.join();
    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.text()).contains("try again");
    assertThat(source(bot).path("mode").asText()).isEqualTo("auto");
  }

  @Test
  void aReleaseThatIsNotThereCannotBeBroughtBack() {
    DeliveredSite bot = worker("auto");
    Answer answer =
        door.post(
            bot.ana(), "/api/services/" + bot.id() + "/deliveries", json(Map.of("release", 7)));
    assertThat(answer).satisfies(refused("/release", "There is no such release"));
  }

  @Test
  void aReleaseComesBackAlsoWhileTheBranchCannotBeSeen() {
    DeliveredSite bot = worker("auto");
    put(bot, Map.of("repository", Map.of("url", FORGE.url("nowhere")), "mode", "auto"));
    look();
    assertThat(source(bot).path("trouble").asText()).isNotEmpty();
    Answer commit = door.post(bot.ana(), "/api/services/" + bot.id() + "/deliveries", "{}");
    assertThat(commit).satisfies(refused("/serviceId", "has not seen the branch yet"));
    Answer release =
        door.post(
            bot.ana(), "/api/services/" + bot.id() + "/deliveries", json(Map.of("release", 1)));
    assertThat(release.status()).as(release.text()).isEqualTo(202);
  }

  @Test
  void theSameWishTwiceIsOneDelivery() {
    DeliveredSite bot = worker("auto");
    String first = wish(bot);
    assertThat(wish(bot)).isEqualTo(first);
    assertThat(deliveries(bot)).hasSize(1);
  }

  @Test
  void anotherRepositoryForgetsTheTokenOfTheOldOne() {
    DeliveredSite bot = worker("auto");
    String address = "/api/services/" + bot.id() + "/delivery";
    door.send(
        bot.ana(), "PUT", address + "/forge", json(Map.of("kind", "gitea", "token", "green-tea")));
    assertThat(source(bot).path("forge").asText()).isEqualTo("gitea");
    put(bot, Map.of("repository", Map.of("url", FORGE.url("elsewhere")), "mode", "auto"));
    assertThat(source(bot).has("forge")).isFalse();
  }

  @Test
  void ownersPauseAndResumeIt() {
    DeliveredSite bot = worker("auto");
    String address = "/api/services/" + bot.id() + "/delivery";
    door.post(bot.ana(), address + "/pause", json(Map.of("reason", "We are on holiday.")));
    assertThat(source(bot).path("pausedWhy").asText()).isEqualTo("We are on holiday.");
    pushAndTell(bot, "Two", GOOD);
    pass(bot, Duration.ofMinutes(1));
    assertThat(newest(bot).path("state").asText()).isEqualTo("waiting");
    door.post(bot.ben(), address + "/resume", null);
    assertThat(newest(bot).path("state").asText()).isEqualTo("running");
  }

  private String wish(DeliveredSite site) {
    var request =
        door.request("/api/services/" + site.id() + "/deliveries")
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                HttpHeaders.encodeBasicAuth(site.ana(), TreeRequest.PASSWORD, UTF_8)
                    .transform(pair -> "Basic " + pair))
            .header("Idempotency-Key", "once")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
    return door.send(request.build()).json().path("id").asText();
  }

  private Answer put(DeliveredSite site, Map<String, Object> wish) {
    return door.send(site.ana(), "PUT", "/api/services/" + site.id() + "/delivery", json(wish));
  }
}
