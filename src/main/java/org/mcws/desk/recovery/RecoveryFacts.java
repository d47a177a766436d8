package org.mcws.desk.recovery;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** What tasks show of an incident. */
@Component
@ProcessBean
public class RecoveryFacts {

  private final Incidents incidents;
  private final FollowUps followUps;
  private final Clock clock;

  RecoveryFacts(Incidents incidents, FollowUps followUps, Clock clock) {
    this.incidents = incidents;
    this.followUps = followUps;
    this.clock = clock;
  }

  /** What is down, how bad that is and for how long, in a line. */
  public String headline(DelegateExecution execution) {
    Incident incident = incident(execution);
    return "%s: %s, for %s"
        .formatted(
            incident.severity(),
            incident.title(),
            RecoveryMail.inWords(incident.lasted(clock.instant())));
  }

  /** Whether somebody of Ops has taken it and is still on it. */
  public boolean isTaken(DelegateExecution execution) {
    Incident incident = incident(execution);
    return incident.acknowledgedBy() != null
        && clock.instant().isBefore(incident.acknowledgedUntil());
  }

  public String evidence(DelegateExecution execution) {
    return incident(execution).evidence();
  }

  /** The ids of what is to be done so that it does not happen again. */
  public List<String> followUps(DelegateExecution execution) {
    return followUps.open(execution.getProcessInstanceId());
  }

  public String followUp(DelegateExecution execution) {
    return followUps.of(execution).what();
  }

  /** The day until which it is to be done; ISO 8601. */
  public String followUpDue(DelegateExecution execution) {
    return followUps.of(execution).dueAt().toString();
  }

  /** The address of the page on which the whole story is. */
  public String page(DelegateExecution execution) {
    return "/api/incidents/" + execution.getProcessInstanceId();
  }

  private Incident incident(DelegateExecution execution) {
    return incidents.findById(execution.getProcessInstanceId()).orElseThrow();
  }
}
