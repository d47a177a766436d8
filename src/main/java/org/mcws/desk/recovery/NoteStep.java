package org.mcws.desk.recovery;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the playbook has chosen, before it is done. */
@Component
class NoteStep implements ExecutionListener {

  private final RecoveryProcess process;
  private final Chronicle chronicle;
  private final Clock clock;

  NoteStep(RecoveryProcess process, Chronicle chronicle, Clock clock) {
    this.process = process;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Incident incident = process.of(execution);
    Step step = Step.of((String) execution.getVariable(RecoveryProcess.STEP));
    String version = (String) execution.getVariable(GatherEvidence.APP_VERSION);
    boolean again = step == incident.step() && (step == Step.WAIT || step == Step.BACK_OFF);
    incident.decide(
        step,
        (String) execution.getVariable(GatherEvidence.CONDITION),
        Optional.ofNullable(version).filter(text -> !text.isEmpty()),
        clock.instant());
    if (!again) {
      chronicle.note(incident, IncidentEntry.Kind.STEP, "Next: " + step.words() + ".");
    }
  }
}
