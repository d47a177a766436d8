package org.mcws.desk.onboarding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An onboarding as people see it.
 *
 * @param id of the onboarding
 * @param processInstanceId of its process instance
 * @param businessKey the community's slug
 * @param state running, onboarded, declined or abandoned
 * @param summary where it stands, in a sentence
 * @param waitingFor what it waits for now; empty once it has ended
 * @param visitorChecks what the desk tried as a visitor would, the last time
 * @param startedAt when it was asked for
 * @param endedAt when it ended, or null
 */
record OnboardingView(
    UUID id,
    String processInstanceId,
    String businessKey,
    String state,
    String summary,
    List<Waiting> waitingFor,
    List<VisitorFinding> visitorChecks,
    Instant startedAt,
    Instant endedAt) {

  /**
   * @param step the step's name in the model
   * @param who the people or group it waits for; empty for a step of the desk's own
   * @param trouble why the desk cannot do the step, if it has failed
   */
  record Waiting(String step, List<String> who, String trouble) {}

  /**
   * @param what what was tried
   * @param reached whether it worked
   * @param evidence what was seen
   */
  record VisitorFinding(String what, boolean reached, String evidence, Instant checkedAt) {}
}
