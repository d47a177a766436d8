package org.mcws.desk.rollout;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/** The updates of services that rollouts start, and call off. */
@Component
class StartedUpdates {

  private static final String UPDATE = "service-update";
  private static final String CALLED_OFF = UPDATE + ".calledOff";

  private final RuntimeService runtime;
  private final AsDesk asDesk;

  StartedUpdates(RuntimeService runtime, AsDesk asDesk) {
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /**
   * @param image what shall run; null where a person has to name it
   * @param insist whether it is done although the service is not well
   * @return the process instance
   */
  String update(
      String service,
      String image,
      String reason,
      String subject,
      String riskClass,
      boolean ignoreWindow,
      boolean insist) {
    return asDesk.get(
        () ->
            runtime
                .createProcessInstanceByKey(UPDATE)
                .businessKey(service)
                .setVariables(
                    Variables.createVariables()
                        .putValueTyped("serviceId", Variables.stringValue(service, true))
                        .putValueTyped("image", Variables.stringValue(image, true))
                        .putValueTyped("reason", Variables.stringValue(reason, true))
                        .putValueTyped("subject", Variables.stringValue(subject, true))
                        .putValueTyped("riskClass", Variables.stringValue(riskClass, true))
                        .putValueTyped("ignoreWindow", Variables.booleanValue(ignoreWindow, true))
                        .putValueTyped("insist", Variables.booleanValue(insist, true)))
                .execute()
                .getId());
  }

  /**
   * Calls an update off.
   *
   * @return whether it could be: nothing was deployed yet
   */
  boolean callOff(String updateInstance) {
    return asDesk.get(
        () ->
            !runtime
                .createMessageCorrelation(CALLED_OFF)
                .processInstanceId(updateInstance)
                .correlateAllWithResult()
                .isEmpty());
  }
}
