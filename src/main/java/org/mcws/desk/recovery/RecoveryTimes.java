package org.mcws.desk.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.mcws.desk.recovery.RecoveryLimits.Limits;
import org.mcws.desk.status.WatchedServices;
import org.springframework.stereotype.Component;

/** How long a recovery waits, at the desk's pace; ISO 8601. */
@Component
@ProcessBean
public class RecoveryTimes {

  private static final Duration LADDER_LOOK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);

  private final Incidents incidents;
  private final RecoveryLimits limits;
  private final FollowUps followUps;
  private final WatchedServices watched;
  private final Pace pace;

  RecoveryTimes(
      Incidents incidents,
      RecoveryLimits limits,
      FollowUps followUps,
      WatchedServices watched,
      Pace pace) {
    this.incidents = incidents;
    this.limits = limits;
    this.followUps = followUps;
    this.watched = watched;
    this.pace = pace;
  }

  /** Until the evidence is looked at again. */
  public String waitFor(DelegateExecution execution) {
    return of(execution, Limits::waitFor);
  }

  /**
   * Until a step must have shown an effect, and the probes that are bad have had time to see it; of
   * what is looked at less often a person has to judge.
   */
  public String verifyWithin(DelegateExecution execution) {
    Incident incident = incident(execution);
    Duration within = limits.of(incident.severity()).verifyWithin();
    return incident.isPlatform()
        ? within.toString()
        : within.plus(timeToBeWell(incident.service())).toString();
  }

  /** Until a platform that does not take an order is left to a person. */
  public String stepPatience(DelegateExecution execution) {
    return of(execution, Limits::stepPatience);
  }

  public String steadyFor(DelegateExecution execution) {
    return of(execution, Limits::steadyFor);
  }

  public String announceAfter(DelegateExecution execution) {
    return of(execution, Limits::announceAfter);
  }

  /** The cycle in which it is told how it stands. */
  public String tellEvery(DelegateExecution execution) {
    return "R/" + of(execution, Limits::tellEvery);
  }

  /** The cycle in which is looked whether somebody else is to be called. */
  public String ladderLook(DelegateExecution execution) {
    return "R/" + pace.of(LADDER_LOOK);
  }

  /** The moment at which whoever has taken it is asked whether they are still on it. */
  public String acknowledgedUntil(DelegateExecution execution) {
    return incident(execution).acknowledgedUntil().toString();
  }

  /** The moment from which they are taken to be gone. */
  public String acknowledgementLapses(DelegateExecution execution) {
    Incident incident = incident(execution);
    Duration grace = limits.of(incident.severity()).acknowledgementGrace();
    return incident.acknowledgedUntil().plus(grace).toString();
  }

  /** The cycle in which Ops are reminded of the review. */
  public String reviewReminder(DelegateExecution execution) {
    return "R/" + of(execution, Limits::reviewWithin);
  }

  /** The cycle in which somebody is reminded of a follow-up: two days before, then each week. */
  public String followUpReminder(DelegateExecution execution) {
    Instant first = followUps.of(execution).remindAt();
    return "R/" + first + "/" + of(execution, Limits::remindEvery);
  }

  private Duration timeToBeWell(String service) {
    Duration longest = pace.of(LONGEST_LOOK);
    Duration needed = watched.timeToBeWell(service);
    return needed.compareTo(longest) > 0 ? longest : needed;
  }

  private String of(DelegateExecution execution, Function<Limits, Duration> wait) {
    return wait.apply(limits.of(incident(execution).severity())).toString();
  }

  private Incident incident(DelegateExecution execution) {
    return incidents.findById(execution.getProcessInstanceId()).orElseThrow();
  }
}
