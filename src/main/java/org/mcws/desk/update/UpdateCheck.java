package org.mcws.desk.update;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.StartCheck;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** What a form cannot say about the start of an update. */
@Component
class UpdateCheck implements StartCheck {

  private static final int SUBJECT_LENGTH = 200;

  private final Inventory inventory;
  private final ServiceUpdates updates;

  UpdateCheck(Inventory inventory, ServiceUpdates updates) {
    this.inventory = inventory;
    this.updates = updates;
  }

  @Override
  public String processKey() {
    return ServiceUpdateProcess.KEY;
  }

  // Other processes say for what they start it; people have nothing to say there.
  @Override
  public Set<String> variables() {
    return Set.of(
        ServiceUpdateProcess.SUBJECT,
        ServiceUpdateProcess.SETTINGS,
        ServiceUpdateProcess.INSIST,
        ServiceUpdateProcess.LEAVE);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    UpdateOrder order = UpdateOrder.of(variables);
    checkService(order, found);
    checkSubject(variables.get(ServiceUpdateProcess.SUBJECT), found);
    if (order.isByHand() && order.insist()) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.INSIST,
              "Only other processes insist from the start: leave it out. If the desk finds something"
                  + " in the way, it asks Ops, who may insist then."));
    }
    if (order.isByHand() && order.settings() != null) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.SETTINGS,
              "Only other processes change what a service is told: leave it out. A delivery of"
                  + " the service brings it: /api/services/{id}/deliveries."));
    }
    if (order.isByHand() && order.leave()) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.LEAVE,
              "Only other processes leave what failed: leave it out. Ops decide about the rest."));
    }
    NamedImage.check("/" + ServiceUpdateProcess.IMAGE, order.image(), found);
    // Two processes may want the same: the later one finds it done.
    if (order.isByHand()
        && order.image() != null
        && updates.existsByServiceAndImageToAndEndedAtIsNull(order.serviceId(), order.image())) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.IMAGE,
              "The service is being brought to this image already: see how far that is at"
                  + " /api/services/"
                  + order.serviceId()
                  + "/updates."));
    }
  }

  private void checkService(UpdateOrder order, List<InvalidField> found) {
    if (order.serviceId().isEmpty()) {
      return;
    }
    Optional<DeliveredService> service = inventory.find(order.serviceId());
    String wrong = null;
    if (service.isEmpty()) {
      wrong = "There is no service of this id: it is the community, a dot, and the service's name.";
    } else if (!service.get().runsImage()) {
      wrong = "The service is a " + service.get().kind().label() + ", which runs no image.";
    } else if (service.get().state() != DeliveredService.State.DELIVERED) {
      wrong = "The community does not have the service yet: wait for its onboarding.";
    }
    if (wrong != null) {
      found.add(new InvalidField("/" + ServiceUpdateProcess.SERVICE_ID, wrong));
    }
  }

  private static void checkSubject(Object subject, List<InvalidField> found) {
    boolean text = subject instanceof String one && one.length() <= SUBJECT_LENGTH;
    if (subject != null && !text) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.SUBJECT,
              "'subject' must be text of at most " + SUBJECT_LENGTH + " characters."));
    }
  }
}
