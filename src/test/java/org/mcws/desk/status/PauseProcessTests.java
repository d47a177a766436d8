package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.onboarding.Letters.Letter;
import org.mcws.desk.update.DeliveredSite;

/** Times in which nobody is woken about a service. */
class PauseProcessTests extends WatchStage {

  private static final String PAUSE = "pause";
  private static final String WRONG =
      """
      {"why": "x"}                                          | /until
      {"until": "2027-03-02T11:00:00Z", "why": "x"}         | /until
      {"until": "2027-03-16T11:00:00.001Z", "why": "x"}     | /until
      {"until": "tomorrow", "why": "x"}                     | /until
      {"until": "2027-03-03T11:00:00Z"}                     | /why
      {"until": "2027-03-03T11:00:00Z", "why": " \\u0000 "} | /why
      {"until": "2027-03-03T11:00:00Z", "why": "LONG"}      | /why
      """
          .replace("LONG", "x".repeat(1001));

  @Test
  void aPauseHoldsUntilItsEndAndIsToldToTheOtherOwners() {
    DeliveredSite site = site();
    Answer paused =
        put(site.ana(), site, PAUSE, pause(TUESDAY.plus(Duration.ofHours(2)), "We move the data"));

    assertThat(paused.status()).as(paused.text()).isEqualTo(200);
    assertThat(paused.json().toString())
        .isEqualTo(
            "{\"until\":\"2027-03-02T13:00:00Z\",\"by\":\"%s\",\"why\":\"We move the data\"}"
                .formatted(site.ana()));
    assertThat(get("ops", site, "watch").json().path("pause")).isEqualTo(paused.json());
    assertThat(current(site)).isPresent();
    assertThat(trail(site))
        .containsExactly(
            site.ana() + " alarms paused: until 2027-03-02T13:00:00Z: We move the data");
    Letter letter = letters.to(site.ben(), site.id());
    assertThat(letter.subject()).contains("ruhen");
    assertThat(letter.text())
        .contains("2027-03-02 14:00 (Europe/Berlin)", site.ana(), "We move the data");
    assertThat(told(site)).containsExactly(site.ben());

    pass(Duration.ofHours(2));
    assertThat(current(site)).isEmpty();
    assertThat(get(site.ben(), site, "watch").json().has("pause")).isFalse();
  }

  @Test
  void opsTellAllOwners() {
    DeliveredSite site = site();
    put("ops", site, PAUSE, pause(TUESDAY.plus(Duration.ofDays(14)), "The rack moves"));
    assertThat(told(site)).containsExactlyInAnyOrder(site.ana(), site.ben());
  }

  @Test
  void thePauseThatHoldsIsNotToldAgainButAnotherOneIs() {
    DeliveredSite site = site();
    String once = pause(TUESDAY.plus(Duration.ofHours(2)), "We move");
    put(site.ana(), site, PAUSE, once);
    put(site.ana(), site, PAUSE, once);
    assertThat(told(site)).containsExactly(site.ben());

    put(site.ana(), site, PAUSE, pause(TUESDAY.plus(Duration.ofHours(3)), "We still move"));
    assertThat(told(site)).containsExactly(site.ben(), site.ben());
    assertThat(current(site).orElseThrow().why()).isEqualTo("We still move");
  }

  @Test
  void anotherOwnerEndsIt() {
    DeliveredSite site = site();
    put(site.ana(), site, PAUSE, pause(TUESDAY.plus(Duration.ofHours(2)), "We\nmove"));
    assertThat(delete(site.ben(), site, PAUSE).status()).isEqualTo(204);
    assertThat(delete(site.ben(), site, PAUSE).status()).isEqualTo(204);

    assertThat(current(site)).isEmpty();
    assertThat(trail(site))
        .containsExactly(
            site.ana() + " alarms paused: until 2027-03-02T13:00:00Z: We move",
            site.ben() + " pause of alarms ended");
  }

  @Test
  void whatElseIsSaidMeanwhileDoesNotEndIt() {
    DeliveredSite site = site();
    put(site.ana(), site, PAUSE, pause(TUESDAY.plus(Duration.ofHours(2)), "We move"));
    put("ops", site, "watch", "{\"importance\": \"high\", \"shown\": false}");
    assertThat(current(site)).isPresent();
  }

  @Test
  void whatIsWrongIsNamed() {
    DeliveredSite site = site();
    assertThat(WRONG.lines())
        .isNotEmpty()
        .allSatisfy(row -> assertNamed(put(site.ana(), site, PAUSE, body(row)), row));
    assertThat(current(site)).isEmpty();
  }

  private static String pause(Instant until, String why) {
    return "{\"until\": \"%s\", \"why\": \"%s\"}".formatted(until, why.replace("\n", "\\n"));
  }

  /** What whoever wakes people finds. */
  private Optional<ServiceWatch.Pause> current(DeliveredSite site) {
    return desk.getBean(ServiceWatches.class)
        .findById(site.id())
        .flatMap(watch -> watch.pause(ClockUtil.getCurrentTime().toInstant()));
  }

  /** To whom a mail about the service was written. */
  private List<String> told(DeliveredSite site) {
    return database.queryForList(
        "select recipient from outbox_mail where subject like ? order by recipient",
        String.class,
        "%" + site.id() + "%");
  }
}
