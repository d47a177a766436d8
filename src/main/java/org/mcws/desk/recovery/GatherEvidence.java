package org.mcws.desk.recovery;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out what is the matter, before anything is touched, and puts it before the playbook. */
@Component
class GatherEvidence implements JavaDelegate {

  /** How it fares now, for the step that is chosen; String, never stored. */
  static final String CONDITION = "condition";

  /** What runs now, as the hosting platform names it; String, never stored. */
  static final String APP_VERSION = "appVersion";

  private final Incidents incidents;
  private final RecoveryProcess process;
  private final EvidenceGathering services;
  private final PlatformEvidence platform;
  private final Causes causes;
  private final Chronicle chronicle;

  GatherEvidence(
      Incidents incidents,
      RecoveryProcess process,
      EvidenceGathering services,
      PlatformEvidence platform,
      Causes causes,
      Chronicle chronicle) {
    this.incidents = incidents;
    this.process = process;
    this.services = services;
    this.platform = platform;
    this.causes = causes;
    this.chronicle = chronicle;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Incident read = incidents.findById(execution.getProcessInstanceId()).orElseThrow();
    boolean wasWorse = read.isWorse();
    Evidence found = read.isPlatform() ? platform.of(read) : services.of(read);
    causes.prepare(read, found.agent());
    Incident incident = process.of(execution);
    String words = found.words();
    if (!words.equals(incident.evidence())) {
      chronicle.note(incident, IncidentEntry.Kind.EVIDENCE, words);
    }
    incident.see(words, found.agent());
    if (wasWorse) {
      // What has become worse since the evidence was taken is not in it.
      incident.lookedAt();
    }
    execution.setVariable(RecoveryProcess.EVIDENCE, incident.evidence());
    RecoveryProcess.answer(execution, found.facts());
    RecoveryProcess.answer(
        execution,
        Map.of(
            CONDITION, found.condition().toString(), APP_VERSION, found.appVersion().orElse("")));
    causes.considerCause(incident);
  }
}
