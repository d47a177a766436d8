package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * The process {@code owner-approval}: its names, and the only place that talks to the engine of it.
 */
@Component
class OwnerApprovalProcess {

  /** Id of the process. Business key: the approval's id. */
  static final String KEY = "owner-approval";

  /** The start variable, a {@link Question} as JSON. It does not outlive the start. */
  static final String QUESTION = "question";

  /** To whom an instance belongs that {@link #DIVIDED} starts; String, transient. */
  static final String COMMUNITY = "community";

  /** What the approval is for, so that whoever has asked can find all of it; String. */
  static final String SUBJECT = "subject";

  /** What the owners' task shows; JSON. */
  static final String ASKED = "asked";

  /** How it ended, label of the state; String, only if another process has called this one. */
  static final String ENDED = "ended";

  // What the owners' task takes.
  static final String ANSWER = "answer";
  static final String REASON = "reason";
  static final String UNTIL = "until";
  static final String EXCEPT_FOR = "exceptFor";
  static final String EXCEPT_ANSWER = "exceptAnswer";

  /** Who answers by a door at which nobody signs in; String. */
  static final String ANSWERED_BY = "answeredBy";

  /** What Ops decide, in each of their tasks; String. */
  static final String DECISION = "decision";

  /** What is done against the risk while it is accepted; String. */
  static final String MEASURE = "measure";

  /** With the message {@link #WITHDRAWN}; String. */
  static final String WITHDRAWAL_REASON = "withdrawalReason";

  /** With the message {@link #WITHDRAWN}; Boolean: not what was split off, if it is true. */
  static final String WITHDRAWN_ALONE = "withdrawnAlone";

  static final String ANSWER_QUESTION = "userTask_answerQuestion";
  static final String OBJECT_TO_NOTICE = "userTask_objectToNotice";

  /** Starts an instance for services that were split off from another one. */
  static final String DIVIDED = "owner-approval.divided";

  /** An owner has taken an answer back, or another one contradicts it. */
  static final String RECONSIDERED = "owner-approval.reconsidered";

  /** Whoever has asked has done it. */
  static final String CARRIED_OUT = "owner-approval.carriedOut";

  /** Whoever has asked does not want to know any more. */
  static final String WITHDRAWN = "owner-approval.withdrawn";

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final FormService forms;
  private final AsDesk asDesk;
  private final ObjectMapper json;

  OwnerApprovalProcess(
      RuntimeService runtime,
      TaskService tasks,
      FormService forms,
      AsDesk asDesk,
      ObjectMapper json) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.forms = forms;
    this.asDesk = asDesk;
    this.json = json;
  }

  /**
   * Answers the owners' task, as Tasklist would, with the rights of whoever is signed in.
   *
   * @return false if there is no such task, since the instance is not there any more
   */
  boolean answer(Approval approval, Voter voter, GivenAnswer answer) {
    Optional<Task> task = asDesk.get(() -> ownersTask(approval));
    if (task.isEmpty()) {
      return false;
    }
    VariableMap fields = Variables.createVariables().putValue(ANSWER, answer.choice().label());
    if (answer.reason() != null) {
      fields.putValue(REASON, answer.reason());
    }
    if (answer.until() != null) {
      fields.putValue(UNTIL, answer.until().toString());
    }
    if (!answer.exceptFor().isEmpty()) {
      fields.putValueTyped(EXCEPT_FOR, SpinValues.jsonValue(write(answer.exceptFor())).create());
    }
    answer.exceptChoice().ifPresent(other -> fields.putValue(EXCEPT_ANSWER, other.label()));
    if (voter.channel() != Channel.ACCOUNT) {
      fields.putValue(ANSWERED_BY, voter.email());
    }
    forms.submitTaskForm(task.get().getId(), fields);
    return true;
  }

  /**
   * Lets the process look again at what is decided.
   *
   * @return false if it does not listen any more, since it is being withdrawn
   */
  boolean reconsider(Approval approval) {
    return asDesk.get(
        () ->
            !runtime
                .createMessageCorrelation(RECONSIDERED)
                .processInstanceId(approval.processInstanceId())
                .correlateAllWithResult()
                .isEmpty());
  }

  /** Starts the instance of an approval that was split off. */
  void startPart(Approval part) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(DIVIDED)
                .withoutTenantId()
                .processInstanceBusinessKey(part.id().toString())
                .setVariable(COMMUNITY, Variables.stringValue(part.matter().community(), true))
                .correlateStartMessage());
  }

  /** Withdraws another approval, if it has not ended or been withdrawn. */
  void withdraw(UUID approval, String reason) {
    asDesk.run(
        () -> {
          Execution waiting =
              runtime
                  .createExecutionQuery()
                  .processInstanceBusinessKey(approval.toString())
                  .messageEventSubscriptionName(WITHDRAWN)
                  .singleResult();
          if (waiting != null) {
            runtime
                .createMessageCorrelation(WITHDRAWN)
                .processInstanceBusinessKey(approval.toString())
                .setVariable(WITHDRAWAL_REASON, reason)
                .correlate();
          }
        });
  }

  private Optional<Task> ownersTask(Approval approval) {
    return Optional.ofNullable(
        tasks
            .createTaskQuery()
            .processInstanceId(approval.processInstanceId())
            .taskDefinitionKeyIn(ANSWER_QUESTION, OBJECT_TO_NOTICE)
            .singleResult());
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fields that the owners' task takes, which are of no use once it is finished. */
  static List<String> answerFields() {
    return List.of(ANSWER, REASON, UNTIL, EXCEPT_FOR, EXCEPT_ANSWER, ANSWERED_BY);
  }
}
