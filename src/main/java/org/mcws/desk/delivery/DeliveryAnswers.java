package org.mcws.desk.delivery;

import java.util.Optional;
import org.mcws.desk.approval.events.ApprovalOutcome;
import org.mcws.desk.delivery.Delivery.Stage;
import org.mcws.desk.delivery.Delivery.State;
import org.mcws.desk.delivery.Delivery.Word;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what the owners, Ops or silence have decided about a delivery. */
@Component
class DeliveryAnswers {

  private final Deliveries deliveries;
  private final DeliveryProcess process;

  DeliveryAnswers(Deliveries deliveries, DeliveryProcess process) {
    this.deliveries = deliveries;
    this.process = process;
  }

  @EventListener
  void hear(ApprovalOutcome outcome) {
    Delivery.idIn(outcome.subject())
        .flatMap(deliveries::lock)
        .filter(delivery -> delivery.state() == State.RUNNING)
        // One that was withdrawn for another question says nothing any more.
        .filter(delivery -> delivery.approval().equals(Optional.of(outcome.approval())))
        .ifPresent(delivery -> take(delivery, outcome));
  }

  private void take(Delivery delivery, ApprovalOutcome outcome) {
    Word word = word(outcome);
    delivery.decided(word, outcome.by(), outcome.reason());
    if (delivery.stage() == Stage.PRODUCTION) {
      if (word != Word.GO) {
        // Whoever settles it finds that it is over; the next version is asked about anew.
        process.callOffUpdate(delivery);
      }
    } else if (word != Word.WAIT) {
      process.tellDecided(delivery);
    }
  }

  private static Word word(ApprovalOutcome outcome) {
    return switch (outcome.verdict()) {
      case GO, EMERGENCY_GO -> Word.GO;
      case PAUSED, EXEMPTED -> Word.WAIT;
      case SKIPPED, CANCELLED -> Word.NO;
    };
  }
}
