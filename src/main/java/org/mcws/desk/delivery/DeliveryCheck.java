package org.mcws.desk.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildPurpose;
import org.mcws.desk.build.BuildSource;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.StartCheck;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** What a form cannot say about the start of a delivery. */
@Component
class DeliveryCheck implements StartCheck {

  private final BuildOrders orders;
  private final DeliverySources sources;
  private final Releases releases;
  private final Inventory inventory;
  private final CurrentPerson person;

  DeliveryCheck(
      BuildOrders orders,
      DeliverySources sources,
      Releases releases,
      Inventory inventory,
      CurrentPerson person) {
    this.orders = orders;
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
        check(service, DeliveryWish.of(variables), found);
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
  void check(String service, DeliveryWish wish, List<InvalidField> found) {
    // It stays so until what is wanted is queued.
    Optional<DeliverySource> source = sources.lock(service);
    if (source.isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.SERVICE_ID,
              "The service is delivered from nowhere: say from what at /api/services/"
                  + service
                  + "/delivery."));
    } else if (wish.release().isPresent()) {
      checkRelease(service, wish, found);
    } else if (source.get().git().isPresent()) {
      checkCommit(source.get(), wish, found);
    } else {
      checkDockerfile(service, wish, found);
    }
  }

  private void checkRelease(String service, DeliveryWish wish, List<InvalidField> found) {
    if (wish.dockerfile().isPresent()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.RELEASE,
              "A release is brought back as it was: give either its number or a Dockerfile."));
    } else if (releases.findByServiceAndNumber(service, wish.release().get()).isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.RELEASE,
              "There is no such release: /api/services/" + service + "/releases lists them."));
    }
  }

  private static void checkCommit(
      DeliverySource source, DeliveryWish wish, List<InvalidField> found) {
    if (wish.dockerfile().isPresent()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.DOCKERFILE,
              "The service is delivered from its repository: put the Dockerfile there and push it."
                  + " To upload Dockerfiles from now on, leave the repository out at"
                  + " /api/services/"
                  + source.service()
                  + "/delivery."));
    } else if (source.commitSeen().isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.SERVICE_ID,
              "The desk has not seen the branch yet"
                  + source.trouble().map(why -> ": " + why).orElse(".")
                  + " It looks again by itself."));
    }
  }

  private void checkDockerfile(String service, DeliveryWish wish, List<InvalidField> found) {
    if (wish.dockerfile().isEmpty()) {
      found.add(
          new InvalidField(
              "/" + DeliveryProcess.DOCKERFILE,
              "The Dockerfile is missing: the service is built from what is uploaded."));
      return;
    }
    Optional<String> refusal = orders.refusal();
    if (refusal.isPresent()) {
      found.add(new InvalidField("/" + DeliveryProcess.DOCKERFILE, refusal.get()));
      return;
    }
    BuildPurpose purpose =
        new BuildPurpose(inventory.find(service).orElseThrow().kind(), Optional.empty());
    orders
        .errors(BuildSource.ofDockerfile(wish.dockerfile().get()), purpose)
        .forEach(
            finding ->
                found.add(new InvalidField("/" + DeliveryProcess.DOCKERFILE, finding.toString())));
  }
}
