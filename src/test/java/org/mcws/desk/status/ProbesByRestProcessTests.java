package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.core.env.Environment;

/** What owners and Ops are told of the desk's looks, and looks out of turn. */
class ProbesByRestProcessTests extends WatchStage {

  @Test
  void tellsWhatIsSeenSinceWhenAndWhenItIsLookedAtNext() {
    DeliveredSite worker = worker();
    JsonNode before = probe(worker, "tasks");
    assertThat(before.path("down").asBoolean(true)).isFalse();
    assertThat(before.path("since").asText()).isEqualTo(TUESDAY.toString());
    assertThat(before.has("evidence")).isFalse();

    new PlatformOutside(desk.getBean(Environment.class)).removeApp(worker.app());
    ProbeHands.look(desk);
    ProbeHands.lookForMinutes(desk, 5);

    JsonNode after = probe(worker, "tasks");
    assertThat(after.path("down").asBoolean()).isTrue();
    assertThat(after.path("since").asText()).isEqualTo(TUESDAY.toString());
    assertThat(after.path("evidence").asText()).contains("There is no app " + worker.app());
    assertThat(after.path("interval").asText()).isEqualTo("PT1M");
    assertThat(after.path("nextLook").asText())
        .isEqualTo(TUESDAY.plus(Duration.ofMinutes(6)).toString());
    assertThat(after.has("heardAt")).isFalse();
  }

  @Test
  void aGoodLookOnTheWayDoesNotMakeAnOutageYounger() {
    DeliveredSite worker = worker();
    Verdicts verdicts = desk.getBean(Verdicts.class);
    pass(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      verdicts.count(worker.id(), ProbeKind.TASKS, Sighting.bad("It is gone."));
    }
    pass(Duration.ofMinutes(1));
    verdicts.count(worker.id(), ProbeKind.TASKS, Sighting.well("It is there."));
    pass(Duration.ofMinutes(1));
    verdicts.count(worker.id(), ProbeKind.TASKS, Sighting.bad("It is gone again."));

    JsonNode probe = probe(worker, "tasks");
    assertThat(probe.path("down").asBoolean()).isTrue();
    assertThat(probe.path("since").asText())
        .isEqualTo(TUESDAY.plus(Duration.ofMinutes(1)).toString());
    assertThat(probe.path("evidence").asText()).isEqualTo("It is gone again.");
  }

  @Test
  void somebodyWhoWaitsHasItLookedAtNowButNotAgainAndAgain() {
    DeliveredSite worker = worker();
    ProbeHands.look(desk);
    assertThat(nextLook(worker)).isEqualTo(TUESDAY.plus(Duration.ofMinutes(1)).toString());

    Answer hurried = look(worker);
    assertThat(hurried.status()).as(hurried.text()).isEqualTo(202);
    assertThat(hurried.header("Location")).isEqualTo(path(worker, "probes"));
    assertThat(nextLook(worker)).isEqualTo(TUESDAY.toString());

    ProbeHands.look(desk);
    pass(Duration.ofMillis(9999));
    Answer refused = look(worker);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(nextLook(worker)).isEqualTo(TUESDAY.plus(Duration.ofMinutes(1)).toString());

    pass(Duration.ofMillis(1));
    assertThat(look(worker).status()).isEqualTo(202);
  }

  @Test
  void amongManyWhoWaitOneHasItLookedAt() {
    DeliveredSite worker = worker();
    List<CompletableFuture<Integer>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> look(worker).status()))
            .limit(6)
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(202, 429, 429, 429, 429, 429);
  }

  private Answer look(DeliveredSite service) {
    return door.send(service.ben(), "POST", path(service, "probes/look"), null);
  }

  private String nextLook(DeliveredSite worker) {
    return probe(worker, "tasks").path("nextLook").asText();
  }
}
