package org.mcws.desk.recovery;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells whoever minds how it stands, if there is anything new. */
@Component
class TellProgress implements JavaDelegate {

  private final RecoveryProcess process;
  private final Announcements announcements;

  TellProgress(RecoveryProcess process, Announcements announcements) {
    this.process = process;
    this.announcements = announcements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    announcements.progress(process.of(execution));
  }
}
