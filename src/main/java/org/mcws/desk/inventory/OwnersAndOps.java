package org.mcws.desk.inventory;

import java.util.List;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Those who say how a service is run and watched: the owners of its community, and Ops. */
@Component
public class OwnersAndOps {

  private final Inventory inventory;
  private final CurrentPerson person;

  OwnersAndOps(Inventory inventory, CurrentPerson person) {
    this.inventory = inventory;
    this.person = person;
  }

  /**
   * The service of this id, if whoever asks is one of them.
   *
   * @throws ResponseStatusException 404 if they may not even see it, 403 if they only see it
   */
  public DeliveredService service(String id) {
    DeliveredService service = visible(id);
    if (!includeAsker(service)) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "That is for the owners of its community and Community Ops.");
    }
    return service;
  }

  /**
   * The service of this id, if whoever asks may see it.
   *
   * @throws ResponseStatusException 404 if not
   */
  public DeliveredService visible(String id) {
    return inventory
        .find(id)
        .filter(one -> person.isOps() || person.communities().contains(one.community()))
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
  }

  /** Whether whoever asks is one of them. */
  public boolean includeAsker(DeliveredService service) {
    return person.isOps() || person.belongsToAny(List.of(People.ownersOf(service.community())));
  }

  /** The account of who asks. */
  public String actor() {
    return person.id().orElseThrow();
  }

  /** Whether Ops ask. */
  public boolean isOps() {
    return person.isOps();
  }
}
