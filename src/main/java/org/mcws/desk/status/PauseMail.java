package org.mcws.desk.status;

import java.util.Map;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.mcws.desk.status.ServiceWatch.Pause;
import org.springframework.stereotype.Component;

/** Nothing happens behind an owner's back: not that nobody would be woken, either. */
@Component
class PauseMail {

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final DeskSettings desk;

  PauseMail(Outbox outbox, OwnerLists ownerLists, DeskSettings desk) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.desk = desk;
  }

  /** Tells the owners, but not the one who has paused it. */
  void tellOthers(DeliveredService service, Pause pause) {
    ownerLists.confirmed(service.community()).stream()
        .filter(owner -> !owner.email().equals(pause.by()))
        .forEach(
            owner ->
                outbox.send(
                    owner.email(),
                    owner.language(),
                    "status-paused",
                    Map.of(
                        "name",
                        owner.name(),
                        "service",
                        service.id(),
                        "by",
                        pause.by(),
                        "until",
                        owner.clock(pause.until()),
                        "why",
                        pause.why(),
                        "address",
                        desk.publicUrl() + "/api/services/" + service.id() + "/pause")));
  }
}
