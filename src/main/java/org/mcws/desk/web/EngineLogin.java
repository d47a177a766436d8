package org.mcws.desk.web;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.mcws.desk.engine.People;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Asks the engine whether a password is right, so that its rules on repeated failures count here as
 * in the web apps. A person's authorities are the names of their groups.
 */
@Component
class EngineLogin implements AuthenticationProvider {

  private final IdentityService identity;

  EngineLogin(IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String id = People.account(attempt.getName());
    Object password = attempt.getCredentials();
    boolean right;
    try {
      right = password != null && identity.checkPassword(id, password.toString());
    } catch (org.camunda.bpm.engine.AuthenticationException locked) {
      right = false;
    }
    if (!right) {
      throw new BadCredentialsException("wrong name or password, or too many failures");
    }
    return UsernamePasswordAuthenticationToken.authenticated(id, null, authorities(id));
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  List<GrantedAuthority> authorities(String id) {
    return groups(id).stream()
        .map(group -> (GrantedAuthority) new SimpleGrantedAuthority(group))
        .toList();
  }

  /** Whether somebody who has logged in, some time ago maybe, may see all that happens now. */
  boolean isOpsNow(Authentication person) {
    return person != null
        && !(person instanceof AnonymousAuthenticationToken)
        && People.isOpsOrAdmin(groups(People.account(person.getName())));
  }

  private List<String> groups(String id) {
    return identity.createGroupQuery().groupMember(id).unlimitedList().stream()
        .map(Group::getId)
        .toList();
  }
}
