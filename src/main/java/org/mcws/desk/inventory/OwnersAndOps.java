package org.mcws.desk.status;

import java.util.List;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Those who say how a service is watched: the owners of its community, and Ops. */
@Component
class OwnersAndOps {

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
  DeliveredService service(String id) {
    DeliveredService service =
        inventory
            .find(id)
            .filter(one -> person.isOps() || person.communities().contains(one.community()))
            .orElseThrow(
                () ->
                    new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
    if (!person.isOps() && !person.belongsToAny(List.of(People.ownersOf(service.community())))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "How a service is watched is for its community's owners and Community Ops.");
    }
    return service;
  }

  /** The account of who asks. */
  String actor() {
    return person.id().orElseThrow();
  }

  /** Whether Ops ask. */
  boolean isOps() {
    return person.isOps();
  }
}
