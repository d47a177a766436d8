package org.mcws.desk.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.stereotype.Component;

/** Who has logged in to Tasklist, Cockpit or Admin in the browser that asks. */
@Component
public class WebAppLogin {

  private final ProcessEngine engine;

  WebAppLogin(ProcessEngine engine) {
    this.engine = engine;
  }

  /**
   * The account's id, empty if nobody has. It says who somebody is and not what they may do now:
   * the web apps remember groups for a while.
   */
  public Optional<String> account(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable(
                AuthenticationUtil.getAuthsFromSession(session)
                    .getAuthenticationForProcessEngine(engine.getName()))
            .map(Authentication::getIdentityId);
  }
}
