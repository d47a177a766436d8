package org.mcws.desk.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.AsDesk;
import org.mcws.desk.recovery.alert.Severity;
import org.springframework.stereotype.Component;

/**
 * The process {@code downtime-recovery}: its names, and the way between its instances and their
 * rows. What the steps find out lives in the row.
 */
@Component
class RecoveryProcess {

  /** Id of the process. Business key: the service's id, or the cause that has hit many. */
  static final String KEY = "downtime-recovery";

  /** Start variables of the form: the service's id, and what its person sees; String. */
  static final String SERVICE_ID = "serviceId";

  static final String DESCRIPTION = "description";

  /** Start variables of the desk itself, never stored. */
  static final String CAUSE = "cause";

  static final String TITLE = "title";
  static final String BEGUN_AT = "begunAt";
  static final String SEVERITY = "severity";
  static final String REHEARSAL = "rehearsal";

  /** What was seen last, for people who look into Cockpit; String. */
  static final String EVIDENCE = "evidence";

  /** What is done next, a value of {@link Step}; String. */
  static final String STEP = "step";

  // What Ops say in their tasks.
  static final String NOTE = "note";

  /** Who has taken it by a link, at a door where nobody signs in; String. */
  static final String ACKNOWLEDGED_BY = "acknowledgedBy";

  static final String DECISION = "decision";
  static final String FORBIDDEN = "forbidden";
  static final String NEW_SEVERITY = "newSeverity";
  static final String DATA_LOSS = "dataLoss";

  /** What Ops decide if they need more time. */
  static final String STILL_ON_IT = "stillOnIt";

  static final String ACKNOWLEDGE = "userTask_acknowledge";
  static final String RECOVER_BY_HAND = "userTask_recoverByHand";
  private static final String CALL_DUTY = "serviceTask_callDuty";

  /** Whether the step has made it worse; Boolean, never stored. */
  static final String WORSE = "worse";

  /** Whether the incident is to be reviewed; Boolean, never stored. */
  static final String REVIEW_DUE = "reviewDue";

  static final String RECOVERED = "downtime-recovery.recovered";
  static final String DOWN_AGAIN = "downtime-recovery.downAgain";
  static final String FOLDED = "downtime-recovery.folded";
  static final String WORSE_THAN_THOUGHT = "downtime-recovery.worseThanThought";

  private final Incidents incidents;
  private final EntityManager rows;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final Acknowledgements acknowledgements;
  private final AsDesk asDesk;

  RecoveryProcess(
      Incidents incidents,
      EntityManager rows,
      RuntimeService runtime,
      TaskService tasks,
      Acknowledgements acknowledgements,
      AsDesk asDesk) {
    this.incidents = incidents;
    this.rows = rows;
    this.runtime = runtime;
    this.tasks = tasks;
    this.acknowledgements = acknowledgements;
    this.asDesk = asDesk;
  }

  /** Starts an instance in the desk's name; its row is there when this returns. */
  Incident open(Opening opening, Instant begunAt, Optional<Severity> told) {
    VariableMap variables = Variables.createVariables();
    put(variables, SERVICE_ID, opening.service());
    put(variables, CAUSE, opening.cause());
    put(variables, TITLE, Optional.of(opening.title()));
    put(variables, BEGUN_AT, Optional.of(begunAt.toString()));
    put(variables, SEVERITY, told.map(Severity::name));
    variables.putValueTyped(REHEARSAL, Variables.booleanValue(opening.rehearsal(), true));
    String key = opening.service().or(opening::cause).orElseThrow();
    ProcessInstance instance =
        asDesk.get(() -> runtime.startProcessInstanceByKey(KEY, key, variables));
    return incidents.findById(instance.getId()).orElseThrow();
  }

  /**
   * A person reports that a service is down, with the same variables as by the form.
   *
   * @throws org.mcws.desk.engine.InvalidInput if something is wrong with them
   */
  Incident report(Map<String, JsonNode> body) {
    VariableMap variables = Variables.createVariables();
    body.forEach(
        (name, value) ->
            variables.putValueTyped(
                name,
                value.isTextual()
                    ? Variables.stringValue(value.textValue())
                    : Variables.untypedValue(value.isNull() ? null : value.toString())));
    ProcessInstance instance = runtime.startProcessInstanceByKey(KEY, variables);
    return incidents.findById(instance.getId()).orElseThrow();
  }

  /**
   * Somebody takes it by the link in a mail, also from somebody else. While the playbook is at work
   * nobody is waited for; when it hands over, it finds who has taken it.
   *
   * @return whether it is theirs: not if it is over, or somebody else is called at this moment
   */
  boolean acknowledge(Incident incident, String account, String note) {
    return asDesk.get(
        () -> {
          // First: a job that is at work at this moment may make a task, or end it.
          Incident now = of(incident.id());
          VariableMap variables = Variables.createVariables();
          put(variables, ACKNOWLEDGED_BY, Optional.of(account));
          put(variables, NOTE, Optional.of(note));
          return complete(now, STILL_ON_IT, variables) || takeFromPlaybook(now, account, note);
        });
  }

  private boolean takeFromPlaybook(Incident incident, String account, String note) {
    boolean atWork = incident.state() == Incident.State.OPEN && !isCalling(incident);
    if (atWork) {
      acknowledgements.take(incident, account, note, Channel.LINK);
    }
    return atWork;
  }

  private boolean isCalling(Incident incident) {
    return runtime
            .createExecutionQuery()
            .processInstanceId(incident.id())
            .activityId(CALL_DUTY)
            .count()
        > 0;
  }

  /** Does for a rehearsal what a person would do: takes it, and then chooses a step. */
  void playPerson(Incident rehearsal) {
    asDesk.run(
        () -> {
          VariableMap variables = Variables.createVariables();
          put(variables, NOTE, Optional.of("This is a rehearsal."));
          complete(rehearsal, Step.MOVE.value(), variables);
        });
  }

  /**
   * @param decision if it has been taken already
   * @return whether anybody was waited for
   */
  private boolean complete(Incident incident, String decision, VariableMap variables) {
    Task task = waitingFor(incident);
    if (task == null) {
      return false;
    }
    if (task.getTaskDefinitionKey().equals(RECOVER_BY_HAND)) {
      // The gateway behind it reads this in a transaction of its own.
      variables.putValue(DECISION, decision);
    }
    tasks.complete(task.getId(), variables);
    return true;
  }

  /** The task of the person whom it waits for; null if it waits for nobody. */
  private Task waitingFor(Incident incident) {
    return tasks
        .createTaskQuery()
        .processInstanceId(incident.id())
        .taskDefinitionKeyIn(ACKNOWLEDGE, RECOVER_BY_HAND)
        .singleResult();
  }

  private static void put(VariableMap variables, String name, Optional<String> value) {
    value.ifPresent(text -> variables.putValueTyped(name, Variables.stringValue(text, true)));
  }

  /**
   * The row of the instance that this execution belongs to, without its lock: for steps that speak
   * with the platform, which may take its time. Whoever has locked probes locks incidents after
   * that, so a step that touches probes must not hold one.
   */
  Incident read(DelegateExecution execution) {
    return incidents.findById(execution.getProcessInstanceId()).orElseThrow();
  }

  /** The row of the instance that this execution belongs to, with its lock. */
  Incident of(DelegateExecution execution) {
    return of(execution.getProcessInstanceId());
  }

  Incident of(DelegateTask task) {
    return of(task.getProcessInstanceId());
  }

  private Incident of(String instance) {
    Incident locked =
        incidents
            .lock(instance)
            .orElseThrow(() -> new IllegalStateException("There is no incident of " + instance));
    // What this transaction has read of it before, others may have changed since.
    rows.refresh(locked);
    return locked;
  }

  /** Nothing says any more that it is down. An instance that does not wait for that finds it. */
  void tellRecovered(Incident incident) {
    tell(incident, RECOVERED);
  }

  /** It was well for a short time only. */
  void tellDownAgain(Incident incident) {
    tell(incident, DOWN_AGAIN);
  }

  /**
   * It is worse than when it was looked at last: an instance that waits for a person looks again,
   * and begins with the playbook. One that is about something does so later, if it does not look by
   * itself: see {@link UnheardNews}.
   */
  void tellWorse(Incident incident) {
    incident.worsen();
    if (asDesk.get(() -> waitingFor(incident)) != null) {
      tell(incident, WORSE_THAN_THOUGHT);
    }
  }

  /** It is part of a platform incident, and ends as one of its own. */
  void tellFolded(Incident incident) {
    tell(incident, FOLDED);
  }

  private void tell(Incident incident, String message) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(message)
                .processInstanceId(incident.id())
                .correlateAllWithResult());
  }

  /** Forgets what was sent with a task, so that the next one's form does not show it. */
  static void forget(DelegateTask task) {
    task.removeVariables(List.of(ACKNOWLEDGED_BY, NOTE, FORBIDDEN, NEW_SEVERITY, DATA_LOSS));
  }

  /** Sets variables for gateways and tables that are gone with the transaction. */
  static void answer(DelegateExecution execution, Map<String, Object> facts) {
    facts.forEach(
        (name, value) -> execution.setVariable(name, Variables.untypedValue(value, true)));
  }
}
