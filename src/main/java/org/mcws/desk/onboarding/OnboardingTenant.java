package org.mcws.desk.onboarding;

import java.util.Map;
import org.mcws.desk.engine.ProcessTenant;
import org.springframework.stereotype.Component;

/** An onboarding belongs to the community that is being onboarded. */
@Component
class OnboardingTenant implements ProcessTenant {

  @Override
  public String processKey() {
    return OnboardingProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    return (String) ((Map<?, ?>) variables.get(OnboardingProcess.COMMUNITY)).get("slug");
  }
}
