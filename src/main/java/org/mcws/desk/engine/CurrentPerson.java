package org.mcws.desk.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Who is signed in on this thread, by whichever door; nobody on a timer or a personal link. */
@Component
public class CurrentPerson {

  private final IdentityService identity;

  CurrentPerson(IdentityService identity) {
    this.identity = identity;
  }

  /** The account's id. */
  public Optional<String> id() {
    return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId);
  }

  /** Whether the person belongs to one of these groups. */
  public boolean belongsToAny(Collection<String> groups) {
    return groups().stream().anyMatch(groups::contains);
  }

  /** Whether the person may see whatever happens on the platform. */
  public boolean isOps() {
    return People.isOpsOrAdmin(groups());
  }

  /** The communities whose tasks the person sees. */
  public List<String> communities() {
    Authentication person = identity.getCurrentAuthentication();
    return person == null || person.getTenantIds() == null ? List.of() : person.getTenantIds();
  }

  private List<String> groups() {
    Authentication person = identity.getCurrentAuthentication();
    return person == null || person.getGroupIds() == null ? List.of() : person.getGroupIds();
  }
}
