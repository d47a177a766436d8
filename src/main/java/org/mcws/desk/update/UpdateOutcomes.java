package org.mcws.desk.update;

import java.util.Optional;
import org.mcws.desk.update.events.UpdateOutcome;
import org.mcws.desk.update.events.UpdateOutcome.Decision;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells whoever has asked for an update how far it is, in the transaction that finds it out. */
@Component
class UpdateOutcomes {

  private final ApplicationEventPublisher events;

  UpdateOutcomes(ApplicationEventPublisher events) {
    this.events = events;
  }

  /**
   * @param image the image that runs now, or that is about to be deployed
   */
  void tell(ServiceUpdate update, Step step, String image) {
    events.publishEvent(
        new UpdateOutcome(
            update.subject(),
            update.service(),
            step,
            image,
            update.evidence(),
            step == Step.EXEMPTED || step == Step.LEFT ? decision(update) : Optional.empty()));
  }

  private static Optional<Decision> decision(ServiceUpdate update) {
    return Optional.ofNullable(update.decidedBy())
        .map(by -> new Decision(by, update.decision(), Optional.ofNullable(update.exemptUntil())));
  }
}
