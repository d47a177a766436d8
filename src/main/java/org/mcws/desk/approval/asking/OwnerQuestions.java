package org.mcws.desk.approval.asking;

import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * Asks communities' owners, and tells the process {@code owner-approval} what has become of the
 * matter. All of it is a part of the caller's transaction.
 */
@Component
public class OwnerQuestions {

  private static final String KEY = "owner-approval";
  private static final String QUESTION = "question";
  private static final String SUBJECT = "subject";
  private static final String CARRIED_OUT = KEY + ".carriedOut";
  private static final String WITHDRAWN = KEY + ".withdrawn";
  private static final String WITHDRAWAL_REASON = "withdrawalReason";
  private static final String WITHDRAWN_ALONE = "withdrawnAlone";

  private final RuntimeService runtime;
  private final AsDesk asDesk;

  OwnerQuestions(RuntimeService runtime, AsDesk asDesk) {
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /**
   * Asks a community's owners.
   *
   * @param question JSON, as the start variable of the process
   * @return the approval's id
   */
  public UUID ask(String question) {
    UUID approval = UUID.randomUUID();
    asDesk.run(
        () ->
            runtime
                .createProcessInstanceByKey(KEY)
                .businessKey(approval.toString())
                .setVariables(
                    Variables.createVariables()
                        .putValueTyped(QUESTION, SpinValues.jsonValue(question, true).create()))
                .execute());
    return approval;
  }

  /** All that was asked about is being done or over. */
  public void carriedOut(UUID approval) {
    tell(approval, CARRIED_OUT, Variables.createVariables());
  }

  /** Nobody wants to know any more, and neither what was split off from the question. */
  public void withdraw(UUID approval, String reason) {
    tell(approval, WITHDRAWN, Variables.createVariables().putValue(WITHDRAWAL_REASON, reason));
  }

  /** The question needs no answer any more; one that was split off from it may need one. */
  public void withdrawAlone(UUID approval, String reason) {
    tell(
        approval,
        WITHDRAWN,
        Variables.createVariables()
            .putValue(WITHDRAWAL_REASON, reason)
            .putValue(WITHDRAWN_ALONE, true));
  }

  /**
   * Withdraws questions about a subject, whoever has asked them.
   *
   * @return whether there may be more
   */
  public boolean withdrawAll(String subject, String reason, int atMost) {
    List<Execution> waiting =
        asDesk.get(
            () ->
                runtime
                    .createExecutionQuery()
                    .processDefinitionKey(KEY)
                    .processVariableValueEquals(SUBJECT, subject)
                    .messageEventSubscriptionName(WITHDRAWN)
                    .listPage(0, atMost));
    waiting.forEach(
        execution ->
            asDesk.run(
                () ->
                    runtime
                        .createMessageCorrelation(WITHDRAWN)
                        .processInstanceId(execution.getProcessInstanceId())
                        .setVariable(WITHDRAWAL_REASON, reason)
                        .correlateAll()));
    return waiting.size() == atMost;
  }

  /** An approval that is over, or in which Ops are at work, does not wait for this. */
  private void tell(UUID approval, String message, VariableMap variables) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(approval.toString())
                .setVariables(variables)
                .correlateAll());
  }
}
