package org.mcws.desk.duty;

import org.mcws.desk.engine.CurrentPerson;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Lets Ops in. */
@Component
class DutyDoor {

  private final CurrentPerson person;

  DutyDoor(CurrentPerson person) {
    this.person = person;
  }

  /**
   * The account of who asks.
   *
   * @throws ResponseStatusException 403 if that is nobody of Ops
   */
  String enter() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops see and change who is on duty: ask them.");
    }
    return person.id().orElseThrow();
  }
}
