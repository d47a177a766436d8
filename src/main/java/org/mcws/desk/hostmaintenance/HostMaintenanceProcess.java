package org.mcws.desk.hostmaintenance;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * The process {@code host-maintenance}: its names, and the way between its instances and their
 * rows. What the steps find out lives in the row; a gateway reads it from a variable that is gone
 * with the transaction.
 */
@Component
class HostMaintenanceProcess {

  /** Id of the process. */
  static final String KEY = "host-maintenance";

  /** Message by which Ops call it off, as long as the machine is not down. */
  private static final String CANCELLED = KEY + ".cancelled";

  /** The start variables: the machine's host name; String. */
  static final String HOST = "host";

  static final String REASON = "reason";

  /** When it is to begin, ISO 8601 with its offset, such as {@code 2027-03-31T13:05Z}; String. */
  static final String BEGIN = "begin";

  /** How long the machine will be away; Integer. */
  static final String HOURS = "hours";

  /** What a step has found out, for the gateway behind it; String, never stored. */
  private static final String OUTCOME = "outcome";

  /** What Ops decide in a task; String. */
  static final String DECISION = "decision";

  /** What Ops say about it; String. */
  static final String REMARK = "remark";

  private final HostMaintenances maintenances;
  private final RuntimeService runtime;
  private final AsDesk asDesk;

  HostMaintenanceProcess(HostMaintenances maintenances, RuntimeService runtime, AsDesk asDesk) {
    this.maintenances = maintenances;
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /** Starts one in the name of who is signed in; the engine's checks refuse what is wrong. */
  ProcessInstance start(VariableMap variables) {
    return runtime.createProcessInstanceByKey(KEY).setVariables(variables).execute();
  }

  /**
   * Calls it off.
   *
   * @return whether it could be
   */
  boolean cancel(HostMaintenance maintenance) {
    return asDesk.get(
        () ->
            !runtime
                .createMessageCorrelation(CANCELLED)
                .processInstanceId(maintenance.id())
                .correlateAllWithResult()
                .isEmpty());
  }

  /** The row of the instance that this execution belongs to. */
  HostMaintenance of(DelegateExecution execution) {
    return of(execution.getProcessInstanceId());
  }

  /** The row of this instance. */
  HostMaintenance of(String processInstanceId) {
    return maintenances
        .findById(processInstanceId)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no host maintenance of instance " + processInstanceId));
  }

  /** Tells the gateway behind this step what was found out. */
  static void answer(VariableScope scope, Outcome outcome) {
    scope.setVariable(OUTCOME, Variables.stringValue(outcome.name(), true));
  }
}
