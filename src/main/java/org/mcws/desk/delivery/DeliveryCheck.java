package org.mcws.desk.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.StartCheck;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** What a form cannot say about the start of a delivery. */
@Component
class DeliveryCheck implements StartCheck {

  private final DeliverySources sources;
  private final Releases releases;
  private final Inventory inventory;
  private final CurrentPerson person;

  DeliveryCheck(
      DeliverySources sources, Releases releases, Inventory inventory, CurrentPerson person) {
    this.inventory = inventory;
    this.sources = sources;
    this.releases = releases;
    this.person = person;
  }

  @Override
  public String processKey() {
    return DeliveryProcess.KEY;
  }

  // Only the desk itself names the delivery that begins.
  @Override
  public Set<String> variables() {
    return Set.of(DeliveryProcess.DELIVERY_ID);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    if (variables.containsKey(DeliveryProcess.DELIVERY_ID)) {
      // What the desk begins with was checked when it was queued.
      if (person.id().isPresent()) {
        found.add(
            new InvalidField(
                "/" + DeliveryProcess.DELIVERY_ID,
                "'deliveryId' is the desk's own: leave it out."));
      }
      return;
    }
    if (variables.get(DeliveryProcess.SERVICE_ID) instanceof String service && !service.isBlank()) {
      if (isTheirs(service)) {
        check(service, Optional.ofNullable(DeliveryProcess.release(variables)), found);
      } else {
        found.add(
            new InvalidField(
                "/" + DeliveryProcess.SERVICE_ID,
                "There is no service of this id that you are an owner of."));
      }
    }
  }

  private boolean isTheirs(String service) {
    return person.id().isEmpty()
        || person.isOps()
        || inventory
            .find(service)
            .filter(one -> person.belongsToAny(List.of(People.ownersOf(one.community()))))
            .isPresent();
  }

  /** Adds what stands in the way of delivering this. */
  void check(String service, Optional<Integer> release, List<InvalidField> found) {
    Optional<DeliverySource> source = sources.findById(service);
    if (source.isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.SERVICE_ID,
              "The service is not delivered from a repository: say from which at /api/services/"
                  + service
                  + "/delivery."));
      return;
    }
    if (release.isPresent()) {
      if (releases.findByServiceAndNumber(service, release.get()).isEmpty()) {
        found.add(
            new InvalidField(
                "/" + DeliveryProcess.RELEASE,
                "There is no such release: /api/services/" + service + "/releases lists them."));
      }
    } else if (source.get().commitSeen().isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.SERVICE_ID,
              "The desk has not seen the branch yet"
                  + source.get().trouble().map(why -> ": " + why).orElse(".")
                  + " It looks again by itself."));
    }
  }
}
