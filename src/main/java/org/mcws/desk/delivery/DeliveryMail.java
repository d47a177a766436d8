package org.mcws.desk.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What is written about deliveries, to each in their language. */
@Component
class DeliveryMail {

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final People people;
  private final Inventory inventory;
  private final DeskSettings desk;

  DeliveryMail(
      Outbox outbox, OwnerLists ownerLists, People people, Inventory inventory, DeskSettings desk) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.people = people;
    this.inventory = inventory;
    this.desk = desk;
  }

  /** Tells the owners, and who has pushed, why it did not come to production. */
  void failed(Delivery delivery, DeliverySource source) {
    List<Owner> owners = owners(delivery);
    Map<String, Object> more =
        Map.of(
            "paused", source.pausedWhy().orElse(""),
            "runs", runs(delivery));
    owners.forEach(
        owner ->
            outbox.send(
                owner.email(),
                owner.language(),
                "delivery-failed",
                facts(delivery, owner.name(), more)));
    Map<String, Object> forPusher = new HashMap<>(more);
    if (delivery.stage() == Delivery.Stage.STAGING) {
      // Who pushes sees how it is built; what it says when it runs is for those who look after it.
      forPusher.put("log", "");
    }
    delivery
        .pusherMail()
        .filter(mail -> owners.stream().noneMatch(owner -> owner.email().equalsIgnoreCase(mail)))
        .ifPresent(
            mail ->
                outbox.send(
                    mail,
                    owners.stream().findFirst().map(Owner::language).orElse(Locale.ENGLISH),
                    "delivery-failed",
                    facts(delivery, delivery.askedBy(), forPusher)));
  }

  /** The image in production; empty if its update has begun, of which the message tells. */
  private String runs(Delivery delivery) {
    return delivery.production().isPresent()
        ? ""
        : Optional.ofNullable(inventory.find(delivery.service()).orElseThrow().image()).orElse("");
  }

  /** Tells the owners that nothing begins by itself any more, and reminds them. */
  void paused(Delivery delivery) {
    toOwners(delivery, "delivery-paused", Map.of());
  }

  /** Tells Ops that the owners want help, and reminds them. */
  void askOpsToHelp(Delivery delivery, String words) {
    people
        .addresses(people.members(People.OPS))
        .forEach(
            to ->
                outbox.send(
                    to,
                    Locale.ENGLISH,
                    "delivery-ops-help",
                    facts(delivery, "Ops", Map.of("words", words))));
  }

  /** Tells the owners what Ops have to say. */
  void helped(Delivery delivery, String words) {
    toOwners(delivery, "delivery-helped", Map.of("words", words));
  }

  private void toOwners(Delivery delivery, String template, Map<String, Object> more) {
    owners(delivery)
        .forEach(
            owner ->
                outbox.send(
                    owner.email(),
                    owner.language(),
                    template,
                    facts(delivery, owner.name(), more)));
  }

  private List<Owner> owners(Delivery delivery) {
    DeliveredService service = inventory.find(delivery.service()).orElseThrow();
    return ownerLists.confirmed(service.community());
  }

  private Map<String, Object> facts(Delivery delivery, String name, Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("name", name);
    facts.put("service", delivery.service());
    facts.put("what", DeliveryWords.what(delivery));
    facts.put("message", delivery.message().orElse(""));
    facts.put("log", delivery.log().orElse("").strip());
    facts.put("page", desk.publicUrl() + "/api/deliveries/" + delivery.id());
    facts.put("tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    facts.putAll(more);
    return facts;
  }
}
