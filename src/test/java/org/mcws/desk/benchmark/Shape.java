package org.mcws.desk.benchmark;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;

/**
 * What an instance makes the engine do, without what it is for: a process that does nothing, with
 * so many steps of each kind one after the other.
 *
 * @param asyncSteps steps that are jobs of their own
 * @param steps steps in the transaction of the one before
 * @param decisions gateways with two ways
 * @param userTasks tasks for people
 * @param boundaryTimers timers on user tasks that never go off; at most one for each
 * @param timers waits for a moment that has come already
 * @param messages waits for a message
 */
record Shape(
    int asyncSteps,
    int steps,
    int decisions,
    int userTasks,
    int boundaryTimers,
    int timers,
    int messages) {

  /** What the engine's speed is commonly told by: five jobs, a task for somebody and a timer. */
  static final Shape ANCHOR = new Shape(5, 0, 0, 1, 0, 1, 0);

  static final String KEY = "bare";

  /** How many transactions an instance takes: to start, for each job, for each answer. */
  int transactions() {
    return 1 + asyncSteps + timers + userTasks + messages;
  }

  BpmnModelInstance model() {
    AbstractFlowNodeBuilder<?, ?> at =
        Bpmn.createExecutableProcess(KEY).camundaHistoryTimeToLiveString("P180D").startEvent();
    int n = 0;
    for (int i = 0; i < Math.max(asyncSteps, steps); i++) {
      if (i < asyncSteps) {
        at =
            at.serviceTask("async" + n++).camundaAsyncBefore().camundaDelegateExpression("${noop}");
      }
      if (i < steps) {
        at = at.serviceTask("step" + n++).camundaDelegateExpression("${noop}");
      }
    }
    for (int i = 0; i < decisions; i++) {
      String next = "step" + n++;
      at =
          at.exclusiveGateway("gateway" + n++)
              .condition("yes", "${true}")
              .manualTask(next)
              .moveToLastGateway()
              .condition("no", "${false}")
              .connectTo(next)
              .moveToNode(next);
    }
    for (int i = 0; i < userTasks; i++) {
      String task = "user" + n++;
      UserTaskBuilder waits =
          at.userTask(task)
              .camundaCandidateGroups("people")
              .camundaTaskListenerDelegateExpression("create", "${waiting}");
      if (i < boundaryTimers) {
        waits.boundaryEvent("late" + n++).timerWithDuration("P1D").endEvent();
      }
      at = waits;
    }
    for (int i = 0; i < timers; i++) {
      at = at.intermediateCatchEvent("timer" + n++).timerWithDuration("PT0S");
    }
    for (int i = 0; i < messages; i++) {
      at =
          at.intermediateCatchEvent("message" + n++)
              .camundaExecutionListenerDelegateExpression("start", "${waiting}")
              .message("bare.message");
    }
    return at.endEvent().camundaExecutionListenerDelegateExpression("end", "${ended}").done();
  }
}
