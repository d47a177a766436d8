package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Leaves the service to the platform incident that it is part of. */
@Component
class FoldIncident implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;

  FoldIncident(RecoveryProcess process, Announcements announcements) {
    this.process = process;
    this.announcements = announcements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    announcements.folded(process.of(execution));
  }
}
