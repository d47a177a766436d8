package org.mcws.desk.update;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.StringValue;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * The process {@code service-update}: its names, and the way between its instances and their rows.
 * What the steps find out lives in the row; a gateway reads it from a variable that is gone with
 * the transaction, since each variable that stays costs several writes.
 */
@Component
class ServiceUpdateProcess {

  /** Id of the process. */
  static final String KEY = "service-update";

  /** Message by which whoever asked for it calls it off, as long as nothing is deployed. */
  static final String CALLED_OFF = "service-update.calledOff";

  /** Message with what visitors of the new version have come to, in {@link #OUTCOME}. */
  private static final String VISITED = "service-update.visited";

  /** The start variables: the service's id; String. */
  static final String SERVICE_ID = "serviceId";

  /** The image that is to run, if it is known; String. */
  static final String IMAGE = "image";

  static final String REASON = "reason";

  /** For what it is done, such as {@code rollout/<id>}; String. */
  static final String SUBJECT = "subject";

  /** {@code R1} to {@code R4}; String. */
  static final String RISK_CLASS = "riskClass";

  /** Whether it need not wait for the maintenance window; Boolean. */
  static final String IGNORE_WINDOW = "ignoreWindow";

  /** Whether it is done although the service is not well; Boolean, only from other processes. */
  static final String INSIST = "insist";

  /** The revision of its configuration that it is to have; Integer, only from other processes. */
  static final String SETTINGS = "settings";

  /**
   * Whether a version that was rolled back is its author's affair; Boolean, only from other
   * processes.
   */
  static final String LEAVE = "leave";

  /** What a step has found out, for the gateway behind it; String, never stored. */
  static final String OUTCOME = "outcome";

  /** In {@code userTask_nameImage} and {@code userTask_decideFailure}: an image; String. */
  static final String NEW_IMAGE = "newImage";

  /** In {@code userTask_decideFailure}: what Ops decide, a {@link Decision}; String. */
  static final String DECISION = "decision";

  /** In {@code userTask_decideFailure}: until when the old version is kept; String, a date. */
  static final String UNTIL = "until";

  static final String WHY = "why";

  /** In {@code userTask_decideFailure}: not to wait for the maintenance window; Boolean. */
  static final String AT_ONCE = "atOnce";

  private final ServiceUpdates updates;
  private final RuntimeService runtime;
  private final AsDesk asDesk;

  ServiceUpdateProcess(ServiceUpdates updates, RuntimeService runtime, AsDesk asDesk) {
    this.updates = updates;
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /** The row of the instance that this execution belongs to. */
  ServiceUpdate of(DelegateExecution execution) {
    return of(execution.getProcessInstanceId());
  }

  /** The row of this instance. */
  ServiceUpdate of(String processInstanceId) {
    return updates
        .findById(processInstanceId)
        .orElseThrow(
            () -> new IllegalStateException("There is no update of instance " + processInstanceId));
  }

  /**
   * Tells the instance what visitors have come to.
   *
   * @return whether it waited for that
   */
  boolean tellVisited(ServiceUpdate update, Enum<?> outcome) {
    return asDesk.get(
        () ->
            !runtime
                .createMessageCorrelation(VISITED)
                .processInstanceId(update.id())
                .setVariables(Variables.putValueTyped(OUTCOME, transientValue(outcome)))
                .correlateAllWithResult()
                .isEmpty());
  }

  /** Tells the gateway behind this step what was found out. */
  static void answer(VariableScope scope, Enum<?> outcome) {
    scope.setVariable(OUTCOME, transientValue(outcome));
  }

  private static StringValue transientValue(Enum<?> outcome) {
    return Variables.stringValue(outcome.name(), true);
  }

  /** What Ops may decide about an update that failed, as the form sends it. */
  enum Decision {
    TRY_AGAIN("tryAgain"),
    KEEP_OLD("keep"),
    LEAVE("leave"),
    FIXED("fixed");

    private final String value;

    Decision(String value) {
      this.value = value;
    }

    static Decision of(Object value) {
      for (Decision decision : values()) {
        if (decision.value.equals(value)) {
          return decision;
        }
      }
      throw new IllegalStateException("The form let pass the decision " + value);
    }
  }
}
