package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Keeps what a review has found, and what is to be done. */
@Component
class RecordReview implements TaskListener {

  private static final String SUMMARY = "summary";
  private static final int MOST = 3;

  private final RecoveryProcess process;
  private final FollowUps followUps;
  private final Chronicle chronicle;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  RecordReview(
      RecoveryProcess process,
      FollowUps followUps,
      Chronicle chronicle,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.process = process;
    this.followUps = followUps;
    this.chronicle = chronicle;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    Incident incident = process.of(task);
    String summary = (String) task.getVariable(SUMMARY);
    List<InvalidField> found = new ArrayList<>();
    for (int i = 1; i <= MOST; i++) {
      String what = text(task, "followUp" + i);
      String due = text(task, "due" + i);
      if (what != null) {
        add(incident, what, due, i, found);
      }
    }
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    if (Boolean.TRUE.equals(task.getVariable(RecoveryProcess.DATA_LOSS))) {
      incident.lostData();
    }
    incident.reviewed(summary);
    String who = person.id().orElse(Chronicle.DESK);
    chronicle.note(incident, IncidentEntry.Kind.STATE, "Reviewed: " + summary, who);
    audit.record(
        who, Channel.ACCOUNT, "incident reviewed", RecoveryMail.SUBJECT + incident.id(), summary);
  }

  private void add(
      Incident incident, String what, String due, int number, List<InvalidField> found) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    LocalDate day = due == null ? null : LocalDate.parse(due);
    if (day == null || day.isBefore(today)) {
      found.add(
          new InvalidField(
              "/due" + number, "Say until which day it is to be done, from today on."));
    } else {
      followUps.add(incident.id(), what, day);
    }
  }

  private static String text(DelegateTask task, String name) {
    return task.getVariable(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
