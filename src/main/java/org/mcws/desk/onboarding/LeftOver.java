package org.mcws.desk.onboarding;

import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Clears up after an onboarding whose process instance was deleted, so that nothing undid it. */
@Component
class LeftOver {

  private final Provisioning provisioning;
  private final OwnerLists ownerLists;
  private final People people;
  private final OnboardingMail mail;
  private final OnboardingEnd end;

  LeftOver(
      Provisioning provisioning,
      OwnerLists ownerLists,
      People people,
      OnboardingMail mail,
      OnboardingEnd end) {
    this.provisioning = provisioning;
    this.ownerLists = ownerLists;
    this.people = people;
    this.mail = mail;
    this.end = end;
  }

  /** Removes what was made and ends the onboarding; may be repeated if the platform is away. */
  void remove(Onboarding onboarding, String reason) {
    provisioning.removeAll(onboarding.processInstanceId());
    ownerLists
        .confirmed(onboarding.community())
        .forEach(owner -> people.removeOwner(onboarding.community(), owner.email()));
    mail.abandoned(onboarding, reason);
    end.withoutServices(onboarding, Onboarding.State.ABANDONED, reason);
  }
}
