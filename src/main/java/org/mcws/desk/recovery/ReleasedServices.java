package org.mcws.desk.recovery;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.mcws.desk.engine.AsDesk;
import org.mcws.desk.inventory.ServicesReleased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a community does not have any more can't be down: its incidents end. */
@Component
class ReleasedServices {

  private final Incidents incidents;
  private final RuntimeService runtime;
  private final AsDesk asDesk;

  ReleasedServices(Incidents incidents, RuntimeService runtime, AsDesk asDesk) {
    this.incidents = incidents;
    this.runtime = runtime;
    this.asDesk = asDesk;
  }

  @EventListener
  void hear(ServicesReleased released) {
    List<String> running =
        incidents.findByCommunityAndStateNot(released.community(), Incident.State.CLOSED).stream()
            .map(Incident::id)
            .toList();
    asDesk.run(
        () ->
            running.forEach(
                id ->
                    runtime.deleteProcessInstanceIfExists(
                        id, "Released.", false, true, false, false)));
  }
}
