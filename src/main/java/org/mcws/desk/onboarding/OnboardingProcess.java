package org.mcws.desk.onboarding;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/** The process {@code onboarding}: its names, and the only place that talks to the engine of it. */
@Component
class OnboardingProcess {

  /** Id of the process. */
  static final String KEY = "onboarding";

  /** The start variables, each one JSON value. */
  static final String COMMUNITY = "community";

  static final String REQUESTER = "requester";
  static final String PROJECT = "project";
  static final String OWNERS = "owners";
  static final String SERVICES = "services";

  /** The community's slug; String. */
  static final String COMMUNITY_ID = "communityId";

  /** The candidate group of the community's owners; String. */
  static final String OWNERS_GROUP = "ownersGroup";

  /** Whether somebody who may vouch has vouched for the requester; Boolean. */
  static final String VOUCHED = "vouched";

  /** Full months since the project began; Integer. */
  static final String PROJECT_AGE = "projectAgeInMonths";

  /** In {@code userTask_castVote}: the reviewer; String. */
  static final String REVIEWER = "reviewer";

  /** In {@code userTask_castVote} and {@code userTask_breakTie}: {@code yes} or {@code no}. */
  static final String VOTE = "vote";

  static final String VOTE_REASON = "voteReason";

  /** {@code yes}, {@code no} or {@code tie}; String. */
  static final String VOTE_RESULT = "voteResult";

  /** In {@code userTask_confirmOwnership}: the named person's mail address; String. */
  static final String OWNER = "owner";

  /** In {@code userTask_confirmOwnership}: {@code yes} or {@code no}. */
  static final String WILLING = "willing";

  /** {@code granted} or {@code refused}; String. */
  static final String EXCEPTION = "exception";

  static final String EXCEPTION_REASON = "exceptionReason";

  /** {@code yes}, {@code notYet} or {@code no}; String. */
  static final String REACHABLE = "reachable";

  /** What a visitor could not do, for Ops; String. */
  static final String FINDINGS = "findings";

  /** When the visitor's check was begun, ISO 8601; String. */
  static final String CHECKED_SINCE = "checkedSince";

  /** What the owners get, for the hand-over; String. */
  static final String DELIVERED = "delivered";

  /** {@code complete} or {@code missing}; String. */
  static final String HANDOVER = "handover";

  static final String MISSING = "missing";

  /** Setting it abandons the onboarding; String. */
  static final String ABANDON_REASON = "abandonReason";

  /** Message that all images that were ordered are built, or will not be. */
  private static final String IMAGES_READY = "onboarding.imagesReady";

  /** A named person says whether they will be an owner. */
  static final String CONFIRM_OWNERSHIP = "userTask_confirmOwnership";

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final FormService forms;
  private final AsDesk asDesk;

  OnboardingProcess(RuntimeService runtime, TaskService tasks, FormService forms, AsDesk asDesk) {
    this.asDesk = asDesk;
    this.runtime = runtime;
    this.tasks = tasks;
    this.forms = forms;
  }

  /**
   * Starts an onboarding; the engine's checks refuse what is wrong before anything is made.
   *
   * @param variables the start variables as JSON texts
   * @return the process instance
   */
  ProcessInstance start(Map<String, String> variables) {
    VariableMap json = Variables.createVariables();
    variables.forEach(
        (name, text) -> json.putValueTyped(name, SpinValues.jsonValue(text).create()));
    return runtime.createProcessInstanceByKey(KEY).setVariables(json).execute();
  }

  /** Whether the process still wants to know of this person whether they will be an owner. */
  boolean asks(String communityId, String email) {
    return question(communityId, email) != null;
  }

  /**
   * Lets a named person answer through a personal link.
   *
   * @return whether the answer counts; false once the asking is over
   */
  boolean confirmOwnership(String communityId, String email, boolean willing) {
    Task question = question(communityId, email);
    if (question == null) {
      return false;
    }
    forms.submitTaskForm(question.getId(), Map.of(WILLING, willing ? "yes" : "no"));
    return true;
  }

  /** Tells the instance that no image is being built for it any more, if it waits for that. */
  void tellImagesReady(String processInstanceId) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(IMAGES_READY)
                .processInstanceId(processInstanceId)
                .correlateAllWithResult());
  }

  private Task question(String communityId, String email) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(communityId)
        .taskDefinitionKey(CONFIRM_OWNERSHIP)
        .taskAssignee(email)
        .singleResult();
  }

  /** Whether its process instance is still there; Ops may have deleted it in Cockpit. */
  boolean isThere(String processInstanceId) {
    return runtime.createProcessInstanceQuery().processInstanceId(processInstanceId).count() > 0;
  }

  /** Abandons the onboarding: whatever is under way stops, and what was made is undone. */
  void abandon(String processInstanceId, String reason) {
    runtime.setVariable(processInstanceId, ABANDON_REASON, reason);
  }

  static String community(VariableScope scope) {
    return (String) scope.getVariable(COMMUNITY_ID);
  }

  static String id(UUID onboarding) {
    return "onboarding/" + onboarding;
  }
}
