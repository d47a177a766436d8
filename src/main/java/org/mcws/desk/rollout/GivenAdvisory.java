package org.mcws.desk.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a start was given: a document as it was published, as JSON or as text, or what the start
 * form sends, in which a document was pasted or a few facts were typed.
 */
@Component
class GivenAdvisory {

  private static final String DOCUMENT = "document";
  private static final Set<String> FORM =
      Set.of(DOCUMENT, "id", "title", "package", "affected", "fixed", "cvss");

  private final ObjectMapper json;

  GivenAdvisory(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The document in it, as text.
   *
   * @param given the start variable: text, or JSON as maps and lists
   * @return empty if nothing was given
   */
  Optional<String> document(Object given) {
    if (given instanceof String text) {
      return Optional.of(text).filter(t -> !t.isBlank());
    }
    if (given instanceof Map<?, ?> fields && FORM.containsAll(fields.keySet())) {
      return fields.get(DOCUMENT) instanceof String pasted && !pasted.isBlank()
          ? Optional.of(pasted)
          : typed(fields);
    }
    return Optional.ofNullable(given).map(this::write);
  }

  /**
   * Whether the document is one in a field, so that what is wrong in it is wrong with the field.
   */
  static boolean isPasted(Object given) {
    return given instanceof Map<?, ?> fields
        && FORM.containsAll(fields.keySet())
        && fields.get(DOCUMENT) instanceof String pasted
        && !pasted.isBlank();
  }

  /** A form sends fields that nobody has touched as empty. */
  private Optional<String> typed(Map<?, ?> fields) {
    Map<Object, Object> filled = new LinkedHashMap<>(fields);
    filled.values().removeIf(value -> value == null || value instanceof String s && s.isBlank());
    return filled.isEmpty() ? Optional.empty() : Optional.of(write(filled));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A checked start variable can't be written as JSON", e);
    }
  }
}
