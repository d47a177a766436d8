package org.mcws.desk.hostmaintenance;

import java.util.Locale;
import java.util.Map;
import org.mcws.desk.engine.People;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What the maintenance of machines writes to Ops. */
@Component
class HostMail {

  private final Outbox outbox;
  private final People people;
  private final DeskSettings desk;

  HostMail(Outbox outbox, People people, DeskSettings desk) {
    this.outbox = outbox;
    this.people = people;
    this.desk = desk;
  }

  void askToDecide(HostMaintenance maintenance) {
    toOps(
        maintenance.state() == HostMaintenance.State.ASTRAY
            ? "host-maintenance-ops-return"
            : "host-maintenance-ops-decide",
        maintenance);
  }

  void askForWork(HostMaintenance maintenance) {
    toOps("host-maintenance-ops-work", maintenance);
  }

  private void toOps(String template, HostMaintenance maintenance) {
    Map<String, Object> facts =
        Map.of(
            "host", maintenance.host(),
            "reason", maintenance.reason(),
            "evidence", maintenance.evidence(),
            "tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, template, facts));
  }
}
