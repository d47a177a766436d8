package org.mcws.desk.update;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What updates write to people, each in their language. */
@Component
class UpdateMail {

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final People people;
  private final DeskSettings desk;

  UpdateMail(Outbox outbox, OwnerLists ownerLists, People people, DeskSettings desk) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.people = people;
    this.desk = desk;
  }

  void askForImage(ServiceUpdate update) {
    toOwners(update, "service-update-name-image");
    toOps(update, "service-update-name-image");
  }

  void askOpsToDecide(ServiceUpdate update) {
    toOps(update, "service-update-ops-decide");
  }

  /** Tells the owners of what nobody else reports to them: what a person has started. */
  void updated(ServiceUpdate update) {
    if (update.subject().isEmpty()) {
      toOwners(update, "service-update-done");
    }
  }

  private void toOwners(ServiceUpdate update, String template) {
    ownerLists
        .confirmed(update.community())
        .forEach(
            owner ->
                outbox.send(
                    owner.email(), owner.language(), template, facts(update, owner.name())));
  }

  private void toOps(ServiceUpdate update, String template) {
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, template, facts(update, "Ops")));
  }

  private Map<String, Object> facts(ServiceUpdate update, String name) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("name", name);
    facts.put("service", update.service());
    facts.put("reason", update.reason());
    facts.put("oldImage", update.imageFrom());
    facts.put("newImage", update.imageTo() == null ? "" : update.imageTo());
    facts.put("evidence", update.evidence());
    facts.put("tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    return facts;
  }
}
