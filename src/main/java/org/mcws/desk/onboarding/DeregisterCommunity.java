package org.mcws.desk.onboarding;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** Undoes the registration, and removes what a step under way had made when it was stopped. */
@Component
class DeregisterCommunity implements JavaDelegate {

  private final OwnerLists ownerLists;
  private final People people;
  private final Provisioning provisioning;

  DeregisterCommunity(OwnerLists ownerLists, People people, Provisioning provisioning) {
    this.ownerLists = ownerLists;
    this.people = people;
    this.provisioning = provisioning;
  }

  @Override
  public void execute(DelegateExecution execution) {
    undo(OnboardingProcess.community(execution), execution.getProcessInstanceId());
  }

  void undo(String community, String processInstanceId) {
    provisioning.removeAll(processInstanceId);
    ownerLists.confirmed(community).forEach(owner -> people.removeOwner(community, owner.email()));
    ownerLists.deactivate(community);
  }
}
