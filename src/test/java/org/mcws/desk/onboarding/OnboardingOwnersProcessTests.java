package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;

/** The people whom a community names say whether they will be its owners. */
class OnboardingOwnersProcessTests extends OnboardingStage {

  @Test
  void theLinkInTheMailAsksAndOnlyItsFormAnswers() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    String link = letters.to(asked.ben(), "Will you be an owner").link();
    for (int scans = 0; scans < 3; scans++) {
      assertThat(door.get(null, link).text()).contains("Friends of " + asked.slug(), "Ben Brown");
    }
    assertThat(open(play, "userTask_confirmOwnership")).hasSize(2);
    assertThat(postPage(link, Map.of()).text()).contains("Choose one of the two answers");
    assertThat(open(play, "userTask_confirmOwnership")).hasSize(2);

    OpenPage otherTab = openPage(link);
    assertThat(postPage(link, Map.of("willing", "yes")).text()).contains("You are an owner");

    assertThat(open(play, "userTask_confirmOwnership"))
        .extracting(Task::getAssignee)
        .containsExactly(asked.ana());
    assertThat(audit("community/" + asked.slug(), "ownership confirmed"))
        .containsExactly(asked.ben() + " by LINK");
    // A second answer by the same link changes nothing.
    assertThat(send(otherTab, Map.of("willing", "no")).text()).contains("You are an owner");
    assertThat(audit("community/" + asked.slug(), "ownership declined")).isEmpty();
  }

  @Test
  void whoConfirmsGetsAnAccountWhosePasswordTheyChooseByALinkThatWorksOnce() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ben(), "yes");
    assertThat(people.hasAccount(asked.ben())).isTrue();
    assertThat(people.hasAccount(asked.ana())).isFalse();
    String link = letters.to(asked.ben(), "Choose the password").link();
    assertThat(postPage(link, Map.of("password", "short")).text()).contains("Choose another");
    postPage(link, Map.of("password", PASSWORD));
    assertThat(door.get(asked.ben(), "/engine-rest/task/count").status()).isEqualTo(200);
    assertThat(door.get(null, link).status()).isEqualTo(404);
    // Not an owner before the community is registered.
    assertThat(people.owners(asked.slug())).isEmpty();
  }

  @Test
  void whoHasAnAccountAlreadyAnswersInTasklistWithTheSameEffect() {
    AskedFor first = AskedFor.forNewCommunity();
    startWithOwners(first);
    openAccount(first.ben());
    AskedFor second = AskedFor.forNewCommunity().owner("Ben Brown", first.ben());
    Play play = start(second);
    work(play);
    Task hers =
        tasks
            .createTaskQuery()
            .processInstanceId(play.instance())
            .taskAssignee(first.ben())
            .singleResult();

    complete(first.ben(), hers, Map.of("willing", "yes"));

    assertThat(audit("community/" + second.slug(), "ownership confirmed"))
        .containsExactly(first.ben() + " by ACCOUNT");
    assertThat(mailsTo(first.ben(), "Choose the password")).isOne();
    answerByLink(play, second.ana(), "yes");
    answerByLink(play, second.ben(), "no");
    work(play);
    assertThat(people.owners(second.slug())).containsExactlyInAnyOrder(first.ben(), second.ana());
  }

  @RepeatedTest(3)
  void twoWhoAnswerAtTheSameMomentAreBothHeard() throws Exception {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (String owner : List.of(asked.ana(), asked.ben())) {
        OpenPage page = openPage(letters.to(owner, "Friends of").link());
        answers.add(
            both.submit(
                () -> {
                  gun.await();
                  return send(page, Map.of("willing", "yes"));
                }));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
      }
    } finally {
      both.shutdownNow();
    }
    work(play);
    assertThat(people.owners(asked.slug())).containsExactlyInAnyOrder(asked.ana(), asked.ben());
  }

  @Test
  void twoOfThreeAreEnoughAndNobodyWaitsForTheSilentOneForever() {
    AskedFor asked = AskedFor.forNewCommunity();
    String carla = AskedFor.person("carla", asked.slug());
    asked.owner("Carla", carla);
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "yes");
    answerByLink(play, asked.ben(), "yes");
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
    pass(play, Duration.ofDays(7));
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(people.owners(asked.slug())).containsExactlyInAnyOrder(asked.ana(), asked.ben());
  }

  @Test
  void theSilentAreRemindedTwiceAndOthersAreNot() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ben(), "yes");
    pass(play, Duration.ofDays(2).minusMinutes(1));
    assertThat(mailsTo(asked.ana(), "Friends of")).isOne();
    pass(play, Duration.ofMinutes(2));
    assertThat(mailsTo(asked.ana(), "Friends of")).isEqualTo(2);
    pass(play, Duration.ofDays(3));
    assertThat(mailsTo(asked.ana(), "Friends of")).isEqualTo(3);
    assertThat(mailsTo(asked.ben(), "Will you be an owner")).isOne();
    assertThat(ends(play)).containsExactly("endEvent_ownersReminded", "endEvent_ownersReminded");
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
  }

  @Test
  void aReviewerMayLetACommunityGoOnWithOneOwner() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = tooFewOwners(asked);
    Task task = task(play, "userTask_grantException");
    assertThat(submit("reviewer", task, Map.of("exception", "granted")).status()).isEqualTo(400);
    complete(
        "reviewer",
        task,
        Map.of("exception", "granted", "exceptionReason", "A second one comes in May"));
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_takeOver");
    assertThat(people.owners(asked.slug())).containsExactly(asked.ana());
    assertThat(audit("onboarding/" + play.id(), "exception granted"))
        .containsExactly("reviewer by ACCOUNT");
    assertThat(audit("community/" + asked.slug(), "ownership declined"))
        .containsExactly(asked.ben() + " by LINK");
  }

  @Test
  void withoutAnExceptionTheRequestIsDeclinedAndItsAccountsGo() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = tooFewOwners(asked);
    complete(
        "reviewer",
        task(play, "userTask_grantException"),
        Map.of("exception", "refused", "exceptionReason", "One is none"));
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_declined");
    assertThat(letters.to(asked.requester(), "About your request").text())
        .contains("Only 1 of the people you named");
    assertThat(people.hasAccount(asked.ana())).isFalse();
    assertNothingIsLeft(play);
  }

  @Test
  void anExceptionThatNobodyDecidesIsNone() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = tooFewOwners(asked);
    pass(play, Duration.ofDays(7).minusMinutes(1));
    assertThat(instance(play)).isWaitingAt("userTask_grantException");
    pass(play, Duration.ofMinutes(2));
    assertThat(ends(play)).containsExactly("endEvent_declined");
    assertNothingIsLeft(play);
  }

  @Test
  void aLateAnswerByLinkShowsThatTheTimeIsOverAndThenThatItEnded() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    work(play);
    String link = letters.to(asked.ana(), "Friends of").link();
    OpenPage page = openPage(link);
    pass(play, Duration.ofDays(7));
    assertThat(instance(play)).isWaitingAt("userTask_grantException");
    assertThat(door.get(null, link).text()).contains("The time to answer is over");
    Answer late = send(page, Map.of("willing", "yes"));
    assertThat(late.text()).contains("The time to answer is over");
    assertThat(people.hasAccount(asked.ana())).isFalse();
    assertThat(audit("community/" + asked.slug(), "ownership confirmed")).isEmpty();
    pass(play, Duration.ofDays(7));
    assertThat(ends(play)).contains("endEvent_declined");
    Answer gone = door.get(null, link);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.text()).contains("ask Community Ops");
  }

  private Play tooFewOwners(AskedFor asked) {
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "yes");
    answerByLink(play, asked.ben(), "no");
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_grantException");
    return play;
  }
}
