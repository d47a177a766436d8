package org.mcws.desk.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.ServiceDelivered;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A scheduled service runs from when its community has got it. */
@Component
class DeliveredSchedules {

  private final Schedules schedules;
  private final ObjectMapper json;
  private final Clock clock;

  DeliveredSchedules(Schedules schedules, ObjectMapper json, Clock clock) {
    this.schedules = schedules;
    this.json = json;
    this.clock = clock;
  }

  @EventListener
  void hear(ServiceDelivered delivered) {
    DeliveredService service = delivered.service();
    if (service.kind() == ServiceKind.SCHEDULED) {
      schedules.save(new Schedule(service.id(), timetable(service), clock.instant()));
    }
  }

  private Timetable timetable(DeliveredService service) {
    try {
      JsonNode specification = json.readTree(service.specification());
      return json.treeToValue(specification.path("timetable"), Timetable.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The specification of " + service.id() + " is no JSON", e);
    }
  }
}
