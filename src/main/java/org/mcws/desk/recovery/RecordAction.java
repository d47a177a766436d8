package org.mcws.desk.recovery;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.WatchedServices;
import org.springframework.stereotype.Component;

/** What a person who has taken the incident wants to be done next. */
@Component
class RecordAction implements TaskListener {

  private static final String IS_WELL = "isWell";
  private static final String PLAYBOOK = "playbook";

  private final RecoveryProcess process;
  private final Acknowledgements acknowledgements;
  private final Signals signals;
  private final WatchedServices watched;
  private final PublicNotices notices;
  private final Chronicle chronicle;
  private final CurrentPerson person;
  private final AuditTrail audit;

  RecordAction(
      RecoveryProcess process,
      Acknowledgements acknowledgements,
      Signals signals,
      WatchedServices watched,
      PublicNotices notices,
      Chronicle chronicle,
      CurrentPerson person,
      AuditTrail audit) {
    this.process = process;
    this.acknowledgements = acknowledgements;
    this.signals = signals;
    this.watched = watched;
    this.notices = notices;
    this.chronicle = chronicle;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    Incident incident = process.of(task);
    String byLink = text(task, RecoveryProcess.ACKNOWLEDGED_BY);
    String who = byLink.isEmpty() ? person.id().orElse(Chronicle.DESK) : byLink;
    String decision = (String) task.getVariable(RecoveryProcess.DECISION);
    String note = text(task, RecoveryProcess.NOTE);
    if (task.getVariable(RecoveryProcess.NEW_SEVERITY) instanceof String severity
        && !severity.isBlank()) {
      judge(incident, Severity.valueOf(severity));
    }
    if (Boolean.TRUE.equals(task.getVariable(RecoveryProcess.DATA_LOSS))) {
      incident.lostData();
    }
    incident.forbid(forbidden(task));
    chronicle.note(
        incident,
        IncidentEntry.Kind.NOTE,
        words(decision) + (note.isEmpty() ? "" : ": " + note),
        who);
    audit.record(
        who,
        byLink.isEmpty() ? Channel.ACCOUNT : Channel.LINK,
        "recovery decided: " + decision,
        RecoveryMail.SUBJECT + incident.id(),
        note);
    switch (decision) {
      case RecoveryProcess.STILL_ON_IT ->
          acknowledgements.take(
              incident, who, note, byLink.isEmpty() ? Channel.ACCOUNT : Channel.LINK);
      case IS_WELL -> {
        takeForWell(incident);
        // Whoever says so is not on it any more, should it come back.
        incident.dropAcknowledgement();
      }
      case PLAYBOOK -> {
        incident.dropAcknowledgement();
        incident.begin();
      }
      default -> choose(incident, decision);
    }
    RecoveryProcess.forget(task);
  }

  private void judge(Incident incident, Severity severity) {
    incident.judge(severity);
    if (severity == Severity.SEV3) {
      notices.withdraw(incident, "It is less serious than it seemed.");
    }
  }

  /** What the desk itself still sees is not overruled; of many, each is looked at on its own. */
  private void takeForWell(Incident incident) {
    if (incident.isPlatform()) {
      signals.overruleCause(incident.id());
      return;
    }
    watched.bad(incident.service()).stream()
        .filter(probe -> probe.kind().meansOutage())
        .findFirst()
        .ifPresent(
            probe -> {
              throw new InvalidInput(
                  "/" + RecoveryProcess.DECISION,
                  "The desk itself still sees that it is not: "
                      + probe.evidence()
                      + " If nobody is to be called about it, pause the service.");
            });
    signals.overrule(incident.id());
  }

  private static void choose(Incident incident, String decision) {
    Step step = Step.of(decision);
    if (incident.isPlatform() && step != Step.MOVE && step != Step.RESTART) {
      throw new InvalidInput(
          "/" + RecoveryProcess.DECISION,
          "Many services are down: what can be done at all of them is to start them elsewhere.");
    }
    incident.choose(step);
  }

  private static String words(String decision) {
    return switch (decision) {
      case RecoveryProcess.STILL_ON_IT -> "Still on it";
      case IS_WELL -> "Says that it is well";
      case PLAYBOOK -> "Lets the playbook go on";
      default -> "Chooses to " + Step.of(decision).words();
    };
  }

  private static Set<Step> forbidden(DelegateTask task) {
    String name = text(task, RecoveryProcess.FORBIDDEN);
    return name.isEmpty() ? Set.of() : Set.of(Step.of(name));
  }

  private static String text(DelegateTask task, String name) {
    return task.getVariable(name) instanceof String text ? text.strip() : "";
  }
}
