package org.mcws.desk.onboarding;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.community.OwnerLists;
import org.springframework.stereotype.Component;

/** Tells the requester what to bring next time, and gives up what was kept for the community. */
@Component
class DeclineRequest implements JavaDelegate {

  private final Onboardings onboardings;
  private final OwnerLists ownerLists;
  private final Ballot ballot;
  private final OnboardingMail mail;
  private final OnboardingEnd end;

  DeclineRequest(
      Onboardings onboardings,
      OwnerLists ownerLists,
      Ballot ballot,
      OnboardingMail mail,
      OnboardingEnd end) {
    this.onboardings = onboardings;
    this.ownerLists = ownerLists;
    this.ballot = ballot;
    this.mail = mail;
    this.end = end;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    List<String> reasons = reasons(execution, onboarding);
    mail.declined(onboarding, reasons);
    end.withoutServices(onboarding, Onboarding.State.DECLINED, String.join(" ", reasons));
  }

  private List<String> reasons(DelegateExecution execution, Onboarding onboarding) {
    List<String> reasons = new ArrayList<>();
    if ("decline".equals(execution.getVariable("intake"))) {
      reasons.add("Ask somebody who may vouch for you, such as a reviewer, to start the request.");
      reasons.add("Or ask again once the project has existed for six months.");
    } else if ("no".equals(execution.getVariable(OnboardingProcess.VOTE_RESULT))) {
      reasons.add("The reviewers voted against it.");
      reasons.addAll(ballot.objections(onboarding));
    } else {
      reasons.add(
          "Only "
              + ownerLists.confirmed(onboarding.community()).size()
              + " of the people you named have confirmed: come back with two owners who answer.");
    }
    return reasons;
  }
}
