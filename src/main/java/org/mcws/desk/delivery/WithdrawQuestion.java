package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.delivery.Delivery.Word;
import org.springframework.stereotype.Component;

/** Nobody needs to answer any more: something newer waits, or nobody has decided in time. */
@Component
class WithdrawQuestion implements JavaDelegate {

  private final DeliveryProcess process;
  private final OwnerQuestions questions;
  private final DeliveryFacts facts;

  WithdrawQuestion(DeliveryProcess process, OwnerQuestions questions, DeliveryFacts facts) {
    this.process = process;
    this.questions = questions;
    this.facts = facts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    boolean overtaken = facts.isOvertaken(execution);
    String why =
        overtaken ? "Something newer is to be delivered instead." : "Nobody has decided in time.";
    if (overtaken) {
      delivery.overtake();
    } else {
      delivery.decided(Word.NO, "desk", why);
    }
    questions.withdraw(delivery.approval().orElseThrow(), why);
  }
}
