package org.mcws.desk.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * Work that the desk does in its own name although somebody's request has caused it: without their
 * rights and tenants, and with them again afterwards. Whoever uses it has decided that the person
 * may cause this.
 */
@Component
public class AsDesk {

  private final IdentityService identity;

  AsDesk(IdentityService identity) {
    this.identity = identity;
  }

  public void run(Runnable work) {
    get(
        () -> {
          work.run();
          return null;
        });
  }

  public <T> T get(Supplier<T> work) {
    Authentication person = identity.getCurrentAuthentication();
    if (person == null) {
      return work.get();
    }
    identity.clearAuthentication();
    try {
      return work.get();
    } finally {
      identity.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
    }
  }
}
