package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes the second person's word on an exemption. */
@Component
class RecordExemptionWord implements TaskListener {

  private final OpsWord ops;
  private final SentFields sent;

  RecordExemptionWord(OpsWord ops, SentFields sent) {
    this.ops = ops;
    this.sent = sent;
  }

  @Override
  public void notify(DelegateTask task) {
    ops.confirmExemption(SentFields.approval(task), sent.decision(task));
    sent.forget(task);
  }
}
