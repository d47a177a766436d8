package org.mcws.desk.advisory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How the desk writes down what it has read. */
final class AdvisoryContent {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A later desk may have written more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private AdvisoryContent() {}

  static String write(Advisory advisory) {
    try {
      return JSON.writeValueAsString(advisory);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Advisory read(String content) {
    try {
      return JSON.readValue(content, Advisory.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept advisory cannot be read", e);
    }
  }
}
