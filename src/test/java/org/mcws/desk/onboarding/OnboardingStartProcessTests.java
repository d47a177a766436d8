package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;

/** What stands in the way of a start, by the desk's API and by the engine's alike. */
class OnboardingStartProcessTests extends OnboardingStage {

  @Test
  void aCommunityThatIsBeingOnboardedIsNotStartedAgain() {
    Play play = start(AskedFor.forNewCommunity());
    assertRefused(
        AskedFor.forCommunity(play.slug()), "/community/slug", "is being onboarded already");
  }

  @Test
  void aCommunityThatTheDeskHasIsNotStartedAgain() {
    Play play = startUntilHandover(AskedFor.forNewCommunity());
    takeOver(play, play.asked().ana());
    work(play);
    assertRefused(
        AskedFor.forCommunity(play.slug()).services(AskedFor.WORKER),
        "/community/slug",
        "a community that the desk has");
  }

  @Test
  void aHostThatAnotherCommunityHasIsNotGivenAway() {
    Play play = start(AskedFor.forNewCommunity().services(AskedFor.SITE));
    assertRefused(
        AskedFor.forNewCommunity()
            .services(AskedFor.SITE.replace("www.SLUG", "WWW." + play.slug())),
        "/services/0",
        "is not free");
  }

  @Test
  void aHostBelowAnotherCommunitysDomainIsNotGivenAway() {
    Play play = start(AskedFor.forNewCommunity());
    String below = AskedFor.SITE.replace("www.SLUG", "deep.blog." + play.slug());
    assertRefused(AskedFor.forNewCommunity().services(below), "/services/0", "belongs to");
  }

  @Test
  void aDomainAboveAnotherCommunitysHostIsNotGivenAway() {
    Play play = start(AskedFor.forNewCommunity().services(AskedFor.SITE));
    assertRefused(
        AskedFor.forNewCommunity().services(AskedFor.DOMAIN.replace("SLUG", play.slug())),
        "/services/0",
        "is not free");
  }

  @Test
  void namesOfTheDesksOwnAreNotGivenAway() {
    for (String slug : List.of("ops", "reviewers", "sandbox")) {
      Answer answer = post("reviewer", AskedFor.forCommunity(slug));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("kept for the desk itself");
    }
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithTheSameWordsAtBothDoors() {
    AskedFor asked =
        AskedFor.forNewCommunity()
            .services(
                "{\"kind\": \"site\", \"name\": \"www\", \"host\": \"www.elsewhere.org\"}",
                "{\"kind\": \"worker\", \"name\": \"bot\", \"image\": \"bot\"}");
    asked.owner("Ana again", asked.ana().toUpperCase());
    Answer api = post("reviewer", asked);
    Answer engine = startByEngine(asked);
    assertThat(api.status()).isEqualTo(400);
    assertThat(engine.status()).isEqualTo(400);
    assertThat(api.header("Content-Type")).startsWith("application/problem+json");
    assertThat(api.text())
        .contains("/owners/2/email", "/services/0/host", "/services/0/image", "/services/1/image");
    assertThat(engine.json().path("errors")).isEqualTo(api.json().path("errors"));
    assertNothingStarted(asked);
  }

  /** The first to commit wins; the other is told, and leaves nothing behind. */
  @RepeatedTest(3)
  void ofTwoSimultaneousStartsOfOneCommunityExactlyOneIsMade() throws Exception {
    AskedFor asked = AskedFor.forNewCommunity();
    List<Answer> answers = together(asked, asked);
    assertOneOf(answers, "/community/slug", "is being onboarded already");
    assertThat(
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(asked.slug()).count())
        .isOne();
    assertThat(rows("onboarding", asked.slug())).isOne();
    assertThat(rows("owner", asked.slug())).isEqualTo(2);
    assertThat(mailsTo(asked.requester(), "We have your request")).isOne();
  }

  /** No unique index of the database knows that one name lies below the other. */
  @RepeatedTest(3)
  void ofTwoSimultaneousStartsForADomainAndAHostInItExactlyOneIsMade() throws Exception {
    AskedFor domain = AskedFor.forNewCommunity();
    AskedFor host = AskedFor.forNewCommunity();
    List<Answer> answers =
        together(domain, host.services(AskedFor.SITE.replace("SLUG", domain.slug())));
    assertOneOf(answers, "/services/0", "is not free");
    assertThat(rows("onboarding", domain.slug()) + rows("onboarding", host.slug())).isOne();
  }

  private static void assertOneOf(List<Answer> answers, String field, String words) {
    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 400);
    Answer refused = answers.get(answers.get(0).status() == 400 ? 0 : 1);
    assertThat(refused.json().path("errors").findValuesAsText("field")).contains(field);
    assertThat(refused.text()).contains(words);
  }

  private List<Answer> together(AskedFor one, AskedFor other) throws Exception {
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService runners = Executors.newFixedThreadPool(2);
    try {
      List<Future<Answer>> answers =
          List.of(one, other).stream()
              .map(
                  asked ->
                      runners.submit(
                          () -> {
                            gun.await();
                            return post("reviewer", asked);
                          }))
              .toList();
      return List.of(answers.get(0).get(), answers.get(1).get());
    } finally {
      runners.shutdownNow();
    }
  }

  private void assertRefused(AskedFor asked, String field, String words) {
    long communities = count("community");
    long instances = runtime.createProcessInstanceQuery().count();
    for (Answer answer : List.of(post("reviewer", asked), startByEngine(asked))) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().path("errors").findValuesAsText("field")).contains(field);
      assertThat(answer.text()).contains(words);
    }
    assertThat(count("community")).isEqualTo(communities);
    assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(instances);
  }

  private void assertNothingStarted(AskedFor asked) {
    assertThat(
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(asked.slug()).count())
        .isZero();
    assertThat(rows("onboarding", asked.slug())).isZero();
    assertThat(mailsTo(asked.requester(), "request")).isZero();
  }

  private Answer startByEngine(AskedFor asked) {
    Map<String, Object> variables = new HashMap<>();
    asked
        .json()
        .properties()
        .forEach(
            part ->
                variables.put(
                    part.getKey(), Map.of("type", "Json", "value", part.getValue().toString())));
    return door.post(
        "reviewer",
        "/engine-rest/process-definition/key/onboarding/start",
        json(Map.of("variables", variables)));
  }

  private long count(String table) {
    return database.queryForObject("select count(*) from " + table, Long.class);
  }

  private long rows(String table, String slug) {
    return database.queryForObject(
        "select count(*) from " + table + " where community = ?", Long.class, slug);
  }
}
