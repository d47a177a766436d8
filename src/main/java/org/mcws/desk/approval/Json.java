package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.AttributeConverter;
import java.util.List;

/** Keeps a value, by which nobody searches, as JSON in one column. */
abstract class Json<T> implements AttributeConverter<T, String> {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private final TypeReference<T> type;

  private Json(TypeReference<T> type) {
    this.type = type;
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String convertToDatabaseColumn(T value) {
    return value == null ? null : write(value);
  }

  @Override
  public T convertToEntityAttribute(String text) {
    try {
      return text == null ? null : MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored value cannot be read", e);
    }
  }

  /** What would change. */
  static final class OfServices extends Json<List<ServiceChange>> {
    OfServices() {
      super(new TypeReference<>() {});
    }
  }

  /** What is done when. */
  static final class OfLadder extends Json<Ladder> {
    OfLadder() {
      super(new TypeReference<>() {});
    }
  }

  /** Ids. */
  static final class OfNames extends Json<List<String>> {
    OfNames() {
      super(new TypeReference<>() {});
    }
  }
}
