package org.mcws.desk.approval;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes what Ops have done for owners who asked for help. */
@Component
class RecordHelp implements TaskListener {

  private final OpsWord ops;
  private final SentFields sent;

  RecordHelp(OpsWord ops, SentFields sent) {
    this.ops = ops;
    this.sent = sent;
  }

  @Override
  public void notify(DelegateTask task) {
    ops.helped(SentFields.approval(task), sent.decision(task));
    sent.forget(task);
  }
}
