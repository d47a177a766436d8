package org.mcws.desk.onboarding;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Ends the onboarding well: the inventory has the services and the owners are welcomed. */
@Component
class WelcomeOwners implements JavaDelegate {

  private final Onboardings onboardings;
  private final Inventory inventory;
  private final OnboardingMail mail;
  private final Clock clock;

  WelcomeOwners(Onboardings onboardings, Inventory inventory, OnboardingMail mail, Clock clock) {
    this.onboardings = onboardings;
    this.inventory = inventory;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Onboarding onboarding =
        onboardings.findByProcessInstanceId(execution.getProcessInstanceId()).orElseThrow();
    inventory.deliver(onboarding.community());
    mail.welcome(onboarding, (String) execution.getVariable(OnboardingProcess.DELIVERED));
    onboarding.end(Onboarding.State.ONBOARDED, "The community has its services.", clock.instant());
  }
}
