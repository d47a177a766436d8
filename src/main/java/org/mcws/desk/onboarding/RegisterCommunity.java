package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Makes the community one that receives services, with its confirmed owners. */
@Component
class RegisterCommunity implements JavaDelegate {

  private final OwnerLists ownerLists;
  private final People people;

  RegisterCommunity(OwnerLists ownerLists, People people) {
    this.ownerLists = ownerLists;
    this.people = people;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String community = OnboardingProcess.community(execution);
    ownerLists.activate(community);
    ownerLists.confirmed(community).forEach(owner -> people.addOwner(community, owner.email()));
    // Owners see the community through their group; who stayed silent sees nothing any more.
    ownerLists.named(community).forEach(owner -> people.uninvite(community, owner.email()));
  }
}
