package org.mcws.desk.delivery;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Tells the owners what Ops have found. */
@Component
class TellHelp implements TaskListener {

  private final DeliveryProcess process;
  private final DeliveryMail mail;
  private final CurrentPerson person;
  private final AuditTrail audit;

  TellHelp(DeliveryProcess process, DeliveryMail mail, CurrentPerson person, AuditTrail audit) {
    this.process = process;
    this.mail = mail;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    Delivery delivery = process.of(task.getProcessInstanceId());
    String words = DeliveryWish.text(task.getVariable(DeliveryProcess.WORDS)).orElse("");
    mail.helped(delivery, words);
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        "helped with deliveries",
        "service/" + delivery.service(),
        words);
  }
}
