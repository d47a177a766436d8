package org.mcws.desk.rollout;

import org.mcws.desk.approval.asking.OwnerQuestions;
import org.springframework.stereotype.Component;

/** Tells an approval once all that it was about has begun or is over. */
@Component
class CarriedOut {

  private final AskedServices askedServices;
  private final OwnerQuestions questions;

  CarriedOut(AskedServices askedServices, OwnerQuestions questions) {
    this.askedServices = askedServices;
    this.questions = questions;
  }

  /**
   * @param service one that has just begun or ended
   */
  void tell(AffectedService service) {
    if (service.approval() != null
        && askedServices.allCarriedOut(
            service.rollout(), service.community(), service.approval())) {
      questions.carriedOut(service.approval());
    }
  }
}
