package org.mcws.desk.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.mcws.desk.inventory.DeliveredService;
import org.springframework.stereotype.Component;

/** What services were made from, as the inventory keeps it. */
@Component
class Specifications {

  private final ObjectMapper json;

  Specifications(ObjectMapper json) {
    this.json = json;
  }

  JsonNode of(DeliveredService service) {
    try {
      return json.readTree(service.specification());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The specification of " + service.id() + " is no JSON", e);
    }
  }
}
