package org.mcws.desk.delivery;

import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.delivery.Delivery.State;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears how far the update of a service that is delivered to has come. */
@Component
class DeliveryUpdates {

  private final Deliveries deliveries;
  private final OwnerQuestions questions;

  DeliveryUpdates(Deliveries deliveries, OwnerQuestions questions) {
    this.deliveries = deliveries;
    this.questions = questions;
  }

  @EventListener
  void hear(UpdateOutcome outcome) {
    Delivery.idIn(outcome.subject())
        .flatMap(deliveries::lock)
        .filter(delivery -> delivery.state() == State.RUNNING)
        // Another service's update may have been started by hand with the same subject.
        .filter(delivery -> delivery.service().equals(outcome.service()))
        .ifPresent(delivery -> take(delivery, outcome));
  }

  private void take(Delivery delivery, UpdateOutcome outcome) {
    delivery.production(outcome.step());
    if (outcome.step() == Step.BEGUN || outcome.step() == Step.UPDATED) {
      // What runs already, or was repaired by hand, never began.
      delivery.approval().ifPresent(questions::carriedOut);
    }
    if (outcome.step() != Step.BEGUN) {
      delivery.note(outcome.evidence(), "");
    }
    if (outcome.step() == Step.UPDATED) {
      delivery.runs(outcome.image());
    }
  }
}
