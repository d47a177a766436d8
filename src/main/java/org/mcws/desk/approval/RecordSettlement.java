package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes what Ops have found out about answers that contradict each other. */
@Component
class RecordSettlement implements TaskListener {

  private final OpsWord ops;
  private final SentFields sent;

  RecordSettlement(OpsWord ops, SentFields sent) {
    this.ops = ops;
    this.sent = sent;
  }

  @Override
  public void notify(DelegateTask task) {
    ops.settle(SentFields.approval(task), sent.decision(task));
    sent.forget(task);
  }
}
