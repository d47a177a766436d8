package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.People;

/** From the request to its acceptance or refusal. */
class OnboardingIntakeProcessTests extends OnboardingStage {

  private static final String YOUNG = LocalDate.now().minusMonths(2).toString();

  @Test
  void aVouchedRequestForAnEstablishedProjectIsAcceptedAtOnce() {
    AskedFor asked = AskedFor.forNewCommunity();
    Play play = start(asked);
    assertThat(instance(play)).hasProcessDefinitionKey("onboarding").hasBusinessKey(asked.slug());
    assertThat(instance(play).getTenantId()).isEqualTo(asked.slug());
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
    assertThat(open(play, "userTask_confirmOwnership"))
        .extracting(Task::getAssignee)
        .containsExactlyInAnyOrder(asked.ana(), asked.ben());
    assertThat(letters.to(asked.requester(), "We have your request").text())
        .contains("Rosa Requester", "Friends of " + asked.slug());
    assertThat(letters.to(asked.ana(), "Friends of").text()).contains("Ana Alba", "responsable");
    assertThat(letters.to(asked.ben(), "Will you be an owner").text()).contains("Ben Brown");
    assertThat(told(play).json().path("summary").asText())
        .contains("Confirm ownership", asked.ana(), asked.ben());
  }

  @Test
  void aRequesterCannotVouchForThemselves() {
    AskedFor asked = AskedFor.forNewCommunity();
    String newcomer = "newcomer@" + asked.slug() + ".outside.org";
    people.addAccount(newcomer, "New Comer");
    people.setPassword(newcomer, PASSWORD);
    assertThat(post(newcomer, asked).status()).isEqualTo(403);
    Play play = start(AskedFor.forNewCommunity().notVouched());
    assertThat(runtime.getVariable(play.instance(), "vouched")).isEqualTo(false);
  }

  @Test
  void neitherVouchedNorEstablishedIsDeclinedWithWhatToBringNextTime() {
    AskedFor asked = AskedFor.forNewCommunity().notVouched().establishedOn(YOUNG);
    Play play = start(asked);
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_declined");
    assertThat(state(play)).isEqualTo("declined");
    assertThat(letters.to(asked.requester(), "About your request").text())
        .contains("who may vouch for you", "existed for six months", "ask again");
    assertNothingIsLeft(play);
    start(AskedFor.forCommunity(asked.slug()));
  }

  @Test
  void aMajorityOfVotesInFavourAcceptsARequest() {
    String rita = newReviewer();
    Play play = start(AskedFor.forNewCommunity().notVouched());
    assertThat(instance(play)).isWaitingAt("userTask_castVote");
    vote(play, "reviewer", "yes", "");
    assertThat(instance(play)).isWaitingAt("userTask_castVote");
    vote(play, rita, "yes", "I know them");
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
    assertThat(audit("onboarding/" + play.id(), "voted for the request"))
        .containsExactly("reviewer by ACCOUNT", rita + " by ACCOUNT");
  }

  @Test
  void theVoteOfAVouchedRequestForAYoungProjectCanFail() {
    newReviewer();
    newReviewer();
    AskedFor asked = AskedFor.forNewCommunity().establishedOn(YOUNG);
    Play play = start(asked);
    for (Task task : open(play, "userTask_castVote").subList(0, 2)) {
      complete(
          task.getAssignee(),
          task,
          Map.of("vote", "no", "voteReason", "No code yet, says " + task.getAssignee()));
    }
    // Two of three are against it: nobody waits for the third.
    assertThat(open(play, "userTask_castVote")).isEmpty();
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_declined");
    assertThat(letters.to(asked.requester(), "About your request").text())
        .contains("The reviewers voted against it.", "No code yet, says ");
    assertNothingIsLeft(play);
  }

  @Test
  void theVotesThatWereCastDecideWhenTheTimeIsOver() {
    newReviewer();
    newReviewer();
    Play play = start(AskedFor.forNewCommunity().notVouched());
    vote(play, "reviewer", "yes", "");
    pass(play, Duration.ofHours(47));
    assertThat(instance(play)).isWaitingAt("userTask_castVote");
    pass(play, Duration.ofHours(1));
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
  }

  @Test
  void whoHasNotVotedIsRemindedAfterADay() {
    String rita = newReviewer();
    String rob = newReviewer();
    stopClock();
    Play play = start(AskedFor.forNewCommunity().notVouched());
    vote(play, rob, "yes", "");
    pass(play, Duration.ofHours(24).minusSeconds(5));
    assertThat(mailsTo(rita, "Reminder: your vote")).isZero();
    pass(play, Duration.ofSeconds(5));
    assertThat(mailsTo(rita, "Reminder: your vote on Friends of " + play.slug())).isOne();
    assertThat(mailsTo(rob, "Reminder")).isZero();
    assertThat(ends(play)).containsExactly("endEvent_reviewersReminded");
  }

  @Test
  void withoutAnyVoteOpsDecideAndAreReminded() {
    String olga = newOps();
    AskedFor asked = AskedFor.forNewCommunity().notVouched();
    Play play = start(asked);
    pass(play, Duration.ofDays(2));
    assertThat(instance(play)).isWaitingAt("userTask_breakTie");
    pass(play, Duration.ofHours(24));
    pass(play, Duration.ofHours(24));
    assertThat(mailsTo(olga, "Waiting for Community Ops: Break the tie")).isEqualTo(3);
    complete("ops", task(play, "userTask_breakTie"), Map.of("vote", "no", "voteReason", "Unknown"));
    work(play);
    assertThat(ends(play)).containsExactly("endEvent_declined");
    assertThat(letters.to(asked.requester(), "About your request").text()).contains("Unknown");
  }

  @Test
  void opsBreakATieOfVotes() {
    String rita = newReviewer();
    Play play = start(AskedFor.forNewCommunity().notVouched());
    vote(play, "reviewer", "no", "Not yet");
    vote(play, rita, "yes", "");
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_breakTie");
    complete("ops", task(play, "userTask_breakTie"), Map.of("vote", "yes"));
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
  }

  @Test
  void whoHasVotedAsAReviewerCanStillBreakTheTieAsOps() {
    String rita = newReviewer();
    identity.createMembership(rita, People.OPS);
    Play play = start(AskedFor.forNewCommunity().notVouched());
    vote(play, "reviewer", "no", "Not yet");
    vote(play, rita, "yes", "");
    work(play);
    complete(rita, task(play, "userTask_breakTie"), Map.of("vote", "yes"));
    work(play);
    assertThat(instance(play)).isWaitingAt("userTask_confirmOwnership");
  }

  @Test
  void aVoteNeedsAnAnswerAndIsTheReviewersOwn() {
    String rita = newReviewer();
    Play play = start(AskedFor.forNewCommunity().notVouched());
    Task hers =
        tasks
            .createTaskQuery()
            .processInstanceId(play.instance())
            .taskAssignee(rita)
            .singleResult();
    assertThat(submit(rita, hers, Map.of("voteReason", "hm")).status()).isEqualTo(400);
    assertThat(submit("reviewer", hers, Map.of("vote", "yes")).status()).isEqualTo(403);
    assertThat(open(play, "userTask_castVote")).hasSize(2);
  }

  @Test
  void aBodyThatIsNoRequestStartsNothing() {
    AskedFor asked = AskedFor.forNewCommunity();
    assertThat(post("reviewer", asked.services("{}")).status()).isEqualTo(400);
    assertThat(
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(asked.slug()).count())
        .isZero();
  }
}
