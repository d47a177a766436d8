package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.springframework.stereotype.Component;

/** Asks those again who have not answered. */
@Component
class RemindOwners implements JavaDelegate {

  private final Onboardings onboardings;
  private final OwnerLists ownerLists;
  private final OnboardingMail mail;

  RemindOwners(Onboardings onboardings, OwnerLists ownerLists, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.ownerLists = ownerLists;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    ownerLists.named(onboarding.community()).stream()
        .filter(owner -> owner.state() == Owner.State.NAMED)
        .forEach(owner -> mail.askOwner(onboarding, owner, true));
  }
}
