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
  private static final String WITHDRAWN_ALONE = "withdrawnAlone";
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
    UUID approval = UUID.randomUUID();
    asDesk.run(
        () ->
            runtime
                .createProcessInstanceByKey(APPROVAL)
                .businessKey(approval.toString())
                .setVariables(
                    Variables.createVariables()
                        .putValueTyped(QUESTION, SpinValues.jsonValue(question, true).create()))
                .execute());
    return approval;
  }

  /** All that was asked about is being done or over. */
  void carriedOut(UUID approval) {
    tellApproval(approval, CARRIED_OUT, null);
  }

  /** The question needs no answer any more; one that was split off from it may need one. */
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

  private void tellApproval(UUID approval, String message, String reason) {
    asDesk.run(
        () -> {
          var correlation =
              runtime
                  .createMessageCorrelation(message)
                  .processInstanceBusinessKey(approval.toString());
          if (reason != null) {
            correlation.setVariable(WITHDRAWAL_REASON, reason).setVariable(WITHDRAWN_ALONE, true);
          }
          // An approval that is over, or in which Ops are at work, does not wait for this.
          correlation.correlateAll();
        });
  }
}
