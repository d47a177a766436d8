package org.mcws.desk.rollout;

import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/** The processes that a rollout starts and tells things: the questions and the updates. */
@Component
class OtherProcesses {

  private static final String APPROVAL = "owner-approval";
  private static final String QUESTION = "question";
  private static final String SUBJECT = "subject";
  private static final String CARRIED_OUT = APPROVAL + ".carriedOut";
  private static final String QUESTION_WITHDRAWN = APPROVAL + ".withdrawn";
  private static final String WITHDRAWAL_REASON = "withdrawalReason";
  private static final String UPDATE = "service-update";
  private static final String CALLED_OFF = UPDATE + ".calledOff";

  private final RuntimeService runtime;
  private final AsDesk asDesk;

  OtherProcesses(RuntimeService runtime, AsDesk asDesk) {
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /**
   * Asks a community's owners.
   *
   * @param question JSON
   * @return the approval's id
   */
  UUID ask(String question) {
    return asDesk.get(
        () ->
            UUID.fromString(
                runtime
                    .createProcessInstanceByKey(APPROVAL)
                    .setVariables(
                        Variables.createVariables()
                            .putValueTyped(QUESTION, SpinValues.jsonValue(question).create()))
                    .execute()
                    .getBusinessKey()));
  }

  /** All that was asked about is being done or over. */
  void carriedOut(UUID approval) {
    tellApproval(approval, CARRIED_OUT, null);
  }

  /** The question needs no answer any more. */
  void withdraw(UUID approval, String reason) {
    tellApproval(approval, QUESTION_WITHDRAWN, reason);
  }

  /**
   * Withdraws questions about a subject, whoever has asked them.
   *
   * @return whether there may be more
   */
  boolean withdrawAll(String subject, String reason, int atMost) {
    List<Execution> waiting =
        asDesk.get(
            () ->
                runtime
                    .createExecutionQuery()
                    .processDefinitionKey(APPROVAL)
                    .processVariableValueEquals(SUBJECT, subject)
                    .messageEventSubscriptionName(QUESTION_WITHDRAWN)
                    .listPage(0, atMost));
    waiting.forEach(
        execution ->
            asDesk.run(
                () ->
                    runtime
                        .createMessageCorrelation(QUESTION_WITHDRAWN)
                        .processInstanceId(execution.getProcessInstanceId())
                        .setVariable(WITHDRAWAL_REASON, reason)
                        .correlateAll()));
    return waiting.size() == atMost;
  }

  /**
   * @param image what shall run; null where a person has to name it
   * @return the process instance
   */
  String update(
      String service,
      String image,
      String reason,
      String subject,
      String riskClass,
      boolean ignoreWindow) {
    return asDesk.get(
        () -> {
          var start =
              runtime
                  .createProcessInstanceByKey(UPDATE)
                  .businessKey(service)
                  .setVariable("serviceId", service)
                  .setVariable("reason", reason)
                  .setVariable("subject", subject)
                  .setVariable("riskClass", riskClass)
                  .setVariable("ignoreWindow", ignoreWindow);
          return (image == null ? start : start.setVariable("image", image)).execute().getId();
        });
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

  private void tellApproval(UUID approval, String message, String reason) {
    asDesk.run(
        () -> {
          var correlation =
              runtime
                  .createMessageCorrelation(message)
                  .processInstanceBusinessKey(approval.toString());
          if (reason != null) {
            correlation.setVariable(WITHDRAWAL_REASON, reason);
          }
          // An approval that is over, or in which Ops are at work, does not wait for this.
          correlation.correlateAll();
        });
  }
}
