package org.mcws.desk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.mcws.desk.engine.People;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is asking, for the time of one request; without it, it checks nothing. */
class EnginePerson extends OncePerRequestFilter {

  private final IdentityService identity;
  private final People people;

  EnginePerson(IdentityService identity, People people) {
    this.identity = identity;
    this.people = people;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    try {
      if (person != null && !(person instanceof AnonymousAuthenticationToken)) {
        List<String> groups = groups(person);
        identity.setAuthentication(
            person.getName(), groups, people.communities(person.getName(), groups));
      }
      chain.doFilter(request, response);
    } finally {
      identity.clearAuthentication();
    }
  }

  private static List<String> groups(Authentication person) {
    return person.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
  }
}
