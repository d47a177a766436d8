package org.mcws.desk.rollout;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * The process {@code security-update-rollout}: its names, and the only place that talks to the
 * engine of it.
 */
@Component
class RolloutProcess {

  /** Id of the process. */
  static final String KEY = "security-update-rollout";

  // --- start variables

  /**
   * The document: Json as published, Json {@code {"document": "…"}} or the facts that the form asks
   * for, or String.
   */
  static final String ADVISORY = "advisory";

  /** Whether it is known to be exploited, whatever the document says; Boolean, may be left out. */
  static final String EXPLOITED = "exploited";

  // --- variables

  /** The rollout's id; String. */
  static final String ROLLOUT_ID = "rolloutId";

  /** Id under which the desk keeps the problem; String. */
  static final String ADVISORY_ID = "advisoryId";

  /** {@code join}, {@code note} or {@code rollOut}; String. */
  static final String INTAKE = "intake";

  static final String AFFECTED = "affected";
  static final String LACKS_FIX = "lacksFix";
  static final String MORE_TO_ASK = "moreToAsk";
  static final String RING_SETTLED = "ringSettled";
  static final String RING_UPDATED = "ringUpdated";
  static final String HEALTHY = "healthy";

  /** {@code ring}, {@code services} or {@code nothing}; String. */
  static final String LEFT = "left";

  static final String MORE_TO_RETRACT = "moreToRetract";
  static final String UNDER_WAY = "underWay";
  static final String MORE_TO_TELL = "moreToTell";
  static final String EXEMPTED = "exempted";
  static final String WAIT_FOR_FIX = "waitForFix";

  /** {@code goOn}, {@code rollBack} or {@code cancel}; String. */
  static final String HOW_TO_GO_ON = "howToGoOn";

  /** May come with the message {@link #HALTED}: why the line was stopped; String. */
  static final String HALT_REASON = "haltReason";

  // --- what a task's form sends

  static final String HALT_DECISION = "haltDecision";
  static final String FIX_DECISION = "fixDecision";
  static final String DECISION_UNTIL = "decisionUntil";
  static final String DECISION_REASON = "decisionReason";

  // --- messages

  static final String RING_SETTLED_MESSAGE = KEY + ".ringSettled";
  static final String REST_CHANGED = KEY + ".restChanged";
  static final String HALTED = KEY + ".halted";
  static final String WITHDRAWN = KEY + ".withdrawn";
  static final String ADVISORY_UPDATED = KEY + ".advisoryUpdated";
  static final String QUESTION_OVERTAKEN = KEY + ".questionOvertaken";

  /** What {@link #QUESTION_OVERTAKEN} was called by earlier models, for a fix only. */
  static final String FIX_PUBLISHED = KEY + ".fixPublished";

  // --- elements

  static final String DECIDE_HALT = "userTask_decideHalt";
  static final String DECIDE_WITHOUT_FIX = "userTask_decideWithoutFix";

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final AsDesk asDesk;

  RolloutProcess(RuntimeService runtime, TaskService tasks, AsDesk asDesk) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.asDesk = asDesk;
  }

  /**
   * Starts a rollout; the engine's checks refuse what is wrong before anything is made.
   *
   * @param document as it was published
   */
  ProcessInstance start(String document, boolean exploited) {
    VariableMap variables =
        Variables.createVariables()
            // Transient: the register keeps the document, the engine need not.
            .putValueTyped(ADVISORY, Variables.stringValue(document, true))
            .putValue(EXPLOITED, exploited);
    return runtime.createProcessInstanceByKey(KEY).setVariables(variables).execute();
  }

  /** Whether its process instance is still there; Ops may have deleted it in Cockpit. */
  boolean isThere(Rollout rollout) {
    return asDesk.get(
        () ->
            runtime
                    .createProcessInstanceQuery()
                    .processInstanceId(rollout.processInstanceId())
                    .count()
                > 0);
  }

  /**
   * Tells the rollout's instance something, if it waits for that just now.
   *
   * @return whether it did
   */
  boolean tell(Rollout rollout, String message) {
    return tell(rollout, message, Map.of());
  }

  boolean tell(Rollout rollout, String message, Map<String, Object> variables) {
    return asDesk.get(
        () ->
            !runtime
                .createMessageCorrelation(message)
                .processInstanceId(rollout.processInstanceId())
                .setVariables(new HashMap<>(variables))
                .correlateAllWithResult()
                .isEmpty());
  }

  /** Whether Ops are asked about services without a fix, or wait for one. */
  boolean asksAboutFix(Rollout rollout) {
    return asDesk.get(
        () ->
            runtime
                    .createEventSubscriptionQuery()
                    .processInstanceId(rollout.processInstanceId())
                    .eventName(QUESTION_OVERTAKEN)
                    .count()
                > 0);
  }

  /** The task in which Ops decide how a halted rollout goes on, if it waits for them. */
  Optional<Task> haltDecision(Rollout rollout) {
    return Optional.ofNullable(
        tasks
            .createTaskQuery()
            .processInstanceId(rollout.processInstanceId())
            .taskDefinitionKey(DECIDE_HALT)
            .singleResult());
  }

  /** Lets the signed-in person of Ops decide how a halted rollout goes on. */
  void decideHalt(Task task, String decision, String reason) {
    tasks.complete(task.getId(), Map.of(HALT_DECISION, decision, DECISION_REASON, reason));
  }

  static UUID rollout(VariableScope scope) {
    return UUID.fromString((String) scope.getVariable(ROLLOUT_ID));
  }
}
