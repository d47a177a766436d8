package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes Ops' way out of a no-go. */
@Component
class RecordResolution implements TaskListener {

  private final OpsWord ops;
  private final SentFields sent;

  RecordResolution(OpsWord ops, SentFields sent) {
    this.ops = ops;
    this.sent = sent;
  }

  @Override
  public void notify(DelegateTask task) {
    ops.resolveBlocker(SentFields.approval(task), sent.decision(task));
    sent.forget(task);
  }
}
