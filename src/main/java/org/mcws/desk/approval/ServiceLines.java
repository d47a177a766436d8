package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.util.List;

/**
 * Reads services as a list of objects or, since a form has no room for one, as text with a line for
 * each: the service's id, a colon, and what would change.
 */
class ServiceLines extends JsonDeserializer<List<ServiceChange>> {

  @Override
  public List<ServiceChange> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser
          .getText()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(ServiceLines::line)
          .toList();
    }
    return context.readValue(
        parser, context.getTypeFactory().constructCollectionType(List.class, ServiceChange.class));
  }

  private static ServiceChange line(String line) {
    int colon = line.indexOf(": ");
    return colon < 0
        ? new ServiceChange(line, null)
        : new ServiceChange(line.substring(0, colon).strip(), line.substring(colon + 2).strip());
  }
}
