package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the owners that something of theirs is down, and what is known. */
@Component
class TellOwners implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;

  TellOwners(RecoveryProcess process, Announcements announcements) {
    this.process = process;
    this.announcements = announcements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    announcements.open(process.of(execution));
  }
}
