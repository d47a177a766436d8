package org.mcws.desk.schedule;

import java.util.Map;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What owners are told of their runs: the first that fails, and the first that is well again. */
@Component
class ScheduleMail {

  private static final int LONGEST_OUTPUT = 3000;

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final DeskSettings desk;

  ScheduleMail(Outbox outbox, OwnerLists ownerLists, DeskSettings desk) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.desk = desk;
  }

  void failed(ScheduledRun run, DeliveredService service) {
    send(run, service, "scheduled-run-failed");
  }

  void wellAgain(ScheduledRun run, DeliveredService service) {
    send(run, service, "scheduled-run-well-again");
  }

  private void send(ScheduledRun run, DeliveredService service, String template) {
    String output = run.output().orElse("");
    String last = output.substring(Math.max(0, output.length() - LONGEST_OUTPUT));
    ownerLists
        .confirmed(service.community())
        .forEach(
            owner ->
                outbox.send(
                    owner.email(),
                    owner.language(),
                    template,
                    Map.of(
                        "name",
                        owner.name(),
                        "service",
                        service.id(),
                        "due",
                        owner.clock(run.dueAt()),
                        "why",
                        run.message().orElse(""),
                        "exitCode",
                        run.exitCode().map(String::valueOf).orElse(""),
                        "output",
                        last.strip(),
                        "page",
                        desk.publicUrl() + "/api/services/" + service.id() + "/runs")));
  }
}
