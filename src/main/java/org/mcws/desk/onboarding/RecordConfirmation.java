package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Keeps a named person's answer; who confirms gets an account and the link to its password. */
@Component
class RecordConfirmation implements TaskListener {

  private final OwnerLists ownerLists;
  private final People people;
  private final CurrentPerson person;
  private final OnboardingMail mail;

  RecordConfirmation(
      OwnerLists ownerLists, People people, CurrentPerson person, OnboardingMail mail) {
    this.ownerLists = ownerLists;
    this.people = people;
    this.person = person;
    this.mail = mail;
  }

  @Override
  public void notify(DelegateTask task) {
    String community = OnboardingProcess.community(task);
    String email = (String) task.getVariable(OnboardingProcess.OWNER);
    boolean willing = "yes".equals(task.getVariable(OnboardingProcess.WILLING));
    Owner owner =
        ownerLists.answer(
            community,
            email,
            willing,
            person.id().orElse(email),
            person.id().isPresent() ? Channel.ACCOUNT : Channel.LINK);
    if (willing && !people.hasAccount(email)) {
      people.addAccount(email, owner.name());
      mail.accountOpened(owner);
    } else if (!willing) {
      people.uninvite(community, email);
    }
  }
}
