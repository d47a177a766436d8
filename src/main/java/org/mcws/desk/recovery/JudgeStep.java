package org.mcws.desk.recovery;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.recovery.Evidence.Condition;
import org.springframework.stereotype.Component;

/** Looks whether a step has made it worse. Only reads outside. */
@Component
class JudgeStep implements JavaDelegate {

  private final Incidents incidents;
  private final RecoveryProcess process;
  private final EvidenceGathering services;
  private final Chronicle chronicle;

  JudgeStep(
      Incidents incidents,
      RecoveryProcess process,
      EvidenceGathering services,
      Chronicle chronicle) {
    this.incidents = incidents;
    this.process = process;
    this.services = services;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident read = incidents.findById(execution.getProcessInstanceId()).orElseThrow();
    boolean worse = false;
    if (!read.isPlatform() && !read.isRehearsal()) {
      Condition now = services.of(read).condition();
      worse = now.isWorseThan(Condition.parse(read.stateBefore()));
    }
    Incident incident = process.of(execution);
    incident.stepFailed();
    chronicle.note(
        incident,
        IncidentEntry.Kind.STEP,
        "To " + incident.step().words() + (worse ? " has made it worse." : " has not helped yet."));
    RecoveryProcess.answer(execution, Map.of(RecoveryProcess.WORSE, worse));
  }
}
