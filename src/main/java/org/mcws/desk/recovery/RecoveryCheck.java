package org.mcws.desk.recovery;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.StartCheck;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** What a person who says that a service is down may say. */
@Component
class RecoveryCheck implements StartCheck {

  private static final Set<String> DESK_ONLY =
      Set.of(
          RecoveryProcess.CAUSE,
          RecoveryProcess.TITLE,
          RecoveryProcess.BEGUN_AT,
          RecoveryProcess.SEVERITY,
          RecoveryProcess.REHEARSAL);

  private static final int LONGEST = 2000;

  private final Inventory inventory;
  private final Incidents incidents;
  private final CurrentPerson person;

  RecoveryCheck(Inventory inventory, Incidents incidents, CurrentPerson person) {
    this.inventory = inventory;
    this.incidents = incidents;
    this.person = person;
  }

  @Override
  public String processKey() {
    return RecoveryProcess.KEY;
  }

  @Override
  public Set<String> variables() {
    Set<String> all = new HashSet<>(DESK_ONLY);
    all.add(RecoveryProcess.SERVICE_ID);
    all.add(RecoveryProcess.DESCRIPTION);
    return all;
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    if (person.id().isEmpty()) {
      return;
    }
    DESK_ONLY.stream()
        .filter(variables::containsKey)
        .sorted()
        .forEach(
            name ->
                found.add(
                    new InvalidField("/" + name, "Only the desk itself sends '" + name + "'.")));
    if (!(variables.get(RecoveryProcess.DESCRIPTION) instanceof String words)
        || words.isBlank()
        || words.length() > LONGEST) {
      found.add(
          new InvalidField(
              "/" + RecoveryProcess.DESCRIPTION, "Say what you see, in at most 2,000 characters."));
    }
    Object id = variables.get(RecoveryProcess.SERVICE_ID);
    String field = "/" + RecoveryProcess.SERVICE_ID;
    Optional<DeliveredService> service =
        id instanceof String text ? inventory.find(text).filter(this::isTheirs) : Optional.empty();
    if (service.isEmpty()) {
      found.add(
          new InvalidField(
              field,
              "There is no such service of yours: send its id, a community, a dot and a name."));
    } else if (service.get().state() != DeliveredService.State.DELIVERED) {
      found.add(new InvalidField(field, "This service is not delivered yet."));
    } else {
      // Two people at the same moment: the second waits here, and reads what the first has made.
      incidents.serializeOpening();
      incidents
          .findByServiceAndClosedAtIsNull(service.get().id())
          .or(() -> incidents.findHitting(service.get().id()).stream().findFirst())
          .ifPresent(
              open ->
                  found.add(
                      new InvalidField(
                          field,
                          "The desk knows that it is down, since "
                              + Chronicle.time(open.begunAt())
                              + ": add what you know to incident "
                              + open.id()
                              + ".")));
    }
  }

  private boolean isTheirs(DeliveredService service) {
    return person.isOps() || person.belongsToAny(List.of(People.ownersOf(service.community())));
  }
}
