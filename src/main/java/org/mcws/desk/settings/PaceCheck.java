package org.mcws.desk.settings;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Keeps a rehearsal's pace out of an installation with real owners. */
class PaceCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    double pace = Binder.get(environment).bind("desk.pace", Double.class).orElse(1.0);
    if (pace != 1 && !environment.acceptsProfiles(Profiles.of("sandbox"))) {
      throw new SettingProblem(
          "desk.pace",
          "is " + pace + " outside the sandbox, where people would get too little time to answer.",
          "Leave it out, or rehearse in the sandbox: SPRING_PROFILES_ACTIVE=sandbox DESK_PACE=0.01.");
    }
  }
}
