package org.mcws.desk.delivery;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.mcws.desk.engine.AsDesk;
import org.springframework.stereotype.Component;

/**
 * The process {@code delivery}: its names, and the way between its instances and their rows; and
 * the updates that it has others work on.
 */
@Component
class DeliveryProcess {

  /** Id of the process. */
  static final String KEY = "delivery";

  /** What owners push is routine: silence means that it is not released. */
  static final String RISK_CLASS = "R4";

  /** The start variables: the service's id; String. */
  static final String SERVICE_ID = "serviceId";

  /** The release that is brought back; Long, only with one. */
  static final String RELEASE = "release";

  /** The text of a Dockerfile that is built in place of a repository; String, at most 4,000. */
  static final String DOCKERFILE = "dockerfile";

  /** Why known holes are accepted; String. */
  static final String ACCEPT = "accept";

  /** The row of the delivery that begins, if the desk begins it; String, transient. */
  static final String DELIVERY_ID = "deliveryId";

  /** What a step has found out, for the gateway behind it; String, never stored. */
  static final String OUTCOME = "outcome";

  /** In {@code userTask_settlePause}: what the owners decide; String. */
  static final String DECISION = "decision";

  /**
   * In {@code userTask_settlePause} and {@code userTask_helpOwners}: what is to be said; String.
   */
  static final String WORDS = "words";

  private static final String BUILT = KEY + ".built";
  private static final String DECIDED = KEY + ".decided";
  private static final String OVERTAKEN = KEY + ".overtaken";
  private static final String RESUMED = KEY + ".resumed";

  private static final String UPDATE = "service-update";

  private final Deliveries deliveries;
  private final RuntimeService runtime;
  private final AsDesk asDesk;

  DeliveryProcess(Deliveries deliveries, RuntimeService runtime, AsDesk asDesk) {
    this.deliveries = deliveries;
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  /** The row of the instance that this execution belongs to. */
  Delivery of(DelegateExecution execution) {
    return of(execution.getProcessInstanceId());
  }

  /** The row of this instance. */
  Delivery of(String processInstanceId) {
    return deliveries
        .findByProcessInstanceId(processInstanceId)
        .orElseThrow(
            () -> new IllegalStateException("There is no delivery of " + processInstanceId));
  }

  /** Begins with a delivery whose turn has come. */
  void start(Delivery delivery) {
    asDesk.run(
        () ->
            runtime
                .createProcessInstanceByKey(KEY)
                .businessKey(delivery.service())
                .setVariables(
                    Variables.createVariables()
                        .putValue(SERVICE_ID, delivery.service())
                        .putValueTyped(
                            DELIVERY_ID, Variables.stringValue(delivery.id().toString(), true)))
                .execute());
  }

  /** The build has ended. */
  void tellBuilt(Delivery delivery) {
    tell(delivery, BUILT);
  }

  /** The owners have said what is to be. */
  void tellDecided(Delivery delivery) {
    tell(delivery, DECIDED);
  }

  /** Something newer waits, and nobody has said anything yet. */
  void tellOvertaken(Delivery delivery) {
    tell(delivery, OVERTAKEN);
  }

  /** What is pushed to the service begins by itself again: nobody need settle the failures. */
  void tellResumed(String service) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(RESUMED)
                .processInstanceBusinessKey(service)
                .correlateAll());
  }

  /** An instance that does not wait for it finds it out by itself. */
  private void tell(Delivery delivery, String message) {
    asDesk.run(
        () ->
            runtime
                .createMessageCorrelation(message)
                .processInstanceId(delivery.processInstanceId())
                .correlateAll());
  }

  /** Calls off the update of the service, as long as nothing is deployed. */
  void callOffUpdate(Delivery delivery) {
    asDesk.run(
        () ->
            runtime
                .createProcessInstanceQuery()
                .superProcessInstanceId(delivery.processInstanceId())
                .processDefinitionKey(UPDATE)
                .list()
                .forEach(
                    update ->
                        runtime
                            .createMessageCorrelation(UPDATE + ".calledOff")
                            .processInstanceId(update.getId())
                            .correlateAll()));
  }

  /** Tells the gateway behind this step what was found out. */
  static void answer(VariableScope scope, Enum<?> outcome) {
    scope.setVariable(OUTCOME, Variables.stringValue(outcome.name(), true));
  }
}
