package org.mcws.desk.delivery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** The process instance ends. If somebody has deleted it the delivery is cancelled by that. */
@Component
class NoteDeliveryEnd implements ExecutionListener {

  private final Deliveries deliveries;
  private final OwnerQuestions questions;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  NoteDeliveryEnd(
      Deliveries deliveries,
      OwnerQuestions questions,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.deliveries = deliveries;
    this.questions = questions;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    deliveries
        .findByProcessInstanceId(execution.getProcessInstanceId())
        .filter(delivery -> !delivery.hasEnded())
        .ifPresent(this::cancel);
  }

  private void cancel(Delivery delivery) {
    delivery.note("Its process instance was deleted.", "");
    delivery.end(Delivery.State.CANCELLED, clock.instant());
    delivery
        .approval()
        .ifPresent(
            question -> questions.withdraw(question, "Community Ops have ended the delivery."));
    audit.record(
        person.id().orElse("desk"),
        person.id().isPresent() ? Channel.ACCOUNT : Channel.DESK,
        "delivery's process instance deleted",
        "service/" + delivery.service(),
        DeliveryWords.what(delivery));
  }
}
