package org.mcws.desk.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.notification.DeskReason;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/**
 * Takes back questions and updates of services that are closed, as many as one transaction should
 * hold. Without the rollout's lock: an approval or update that is told something takes that lock
 * after its own.
 */
@Component
class Retract implements JavaDelegate {

  private static final int AT_ONCE = 100;

  private final Rollouts rollouts;
  private final AskedServices askedServices;
  private final OwnerQuestions questions;
  private final StartedUpdates started;

  Retract(
      Rollouts rollouts,
      AskedServices askedServices,
      OwnerQuestions questions,
      StartedUpdates started) {
    this.rollouts = rollouts;
    this.askedServices = askedServices;
    this.questions = questions;
    this.started = started;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.find(RolloutProcess.rollout(execution)).orElseThrow();
    List<AffectedService> closed = askedServices.toRetract(rollout.id(), AT_ONCE);
    Map<UUID, AffectedService> approvals = new LinkedHashMap<>();
    for (AffectedService service : closed) {
      // Also the update of what was exempted, which would come back by itself.
      if (service.updateInstance() != null) {
        started.callOff(service.updateInstance());
      }
      if (service.state() != State.UPDATING && service.approval() != null) {
        approvals.putIfAbsent(service.approval(), service);
      }
    }
    approvals.forEach(
        (approval, service) -> {
          if (!askedServices.isStillAsked(rollout.id(), service.community(), approval)) {
            questions.withdrawAlone(approval, reason(service));
          }
        });
    askedServices.retracted(closed);
    execution.setVariableLocal(
        RolloutProcess.MORE_TO_RETRACT,
        Rollout.State.JOINED.contains(rollout.state())
            ? closed.size() == AT_ONCE
            // What is told in one transaction must not be told again in it.
            : !closed.isEmpty() || withdrawRest(rollout));
  }

  /** Also those into which a question was divided, of which the rollout has not heard. */
  private boolean withdrawRest(Rollout rollout) {
    return rollout.subjects().stream()
        .anyMatch(subject -> questions.withdrawAll(subject, rollout.note(), AT_ONCE));
  }

  private static String reason(AffectedService service) {
    return service.reason().isEmpty() ? DeskReason.NEWER_WORD.text() : service.reason();
  }
}
