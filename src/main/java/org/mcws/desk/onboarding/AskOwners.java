package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Asks everybody whom the community has named whether they will be an owner. */
@Component
class AskOwners implements JavaDelegate {

  private final Onboardings onboardings;
  private final OwnerLists ownerLists;
  private final People people;
  private final OnboardingMail mail;

  AskOwners(Onboardings onboardings, OwnerLists ownerLists, People people, OnboardingMail mail) {
    this.onboardings = onboardings;
    this.ownerLists = ownerLists;
    this.people = people;
    this.mail = mail;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    for (Owner owner : ownerLists.named(onboarding.community())) {
      // Who has an account from another community finds the question in Tasklist, too.
      people.invite(onboarding.community(), owner.email());
      mail.askOwner(onboarding, owner, false);
    }
  }
}
