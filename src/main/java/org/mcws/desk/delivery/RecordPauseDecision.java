package org.mcws.desk.delivery;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Does what an owner has decided about what is paused. */
@Component
class RecordPauseDecision implements TaskListener {

  private static final String RESUME = "resume";

  private final DeliveryProcess process;
  private final DeliverySources sources;
  private final DeliveryQueue queue;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  RecordPauseDecision(
      DeliveryProcess process,
      DeliverySources sources,
      DeliveryQueue queue,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.process = process;
    this.sources = sources;
    this.queue = queue;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    String service = process.of(task.getProcessInstanceId()).service();
    Object decision = task.getVariable(DeliveryProcess.DECISION);
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        "paused deliveries: " + decision,
        "service/" + service,
        DeliveryWish.text(task.getVariable(DeliveryProcess.WORDS)).orElse(null));
    if (RESUME.equals(decision)) {
      DeliverySource source = sources.lock(service).orElseThrow();
      source.resume(clock.instant());
      queue.next(source);
    }
  }
}
