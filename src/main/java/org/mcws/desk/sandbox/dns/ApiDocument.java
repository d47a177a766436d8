package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads what clients send. */
final class ApiDocument {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ApiDocument() {}

  static JsonNode parse(String body) {
    try {
      JsonNode document = JSON.readTree(body);
      if (document == null || document.isMissingNode()) {
        throw ApiProblem.of(400);
      }
      return document;
    } catch (JsonProcessingException e) {
      throw ApiProblem.of(400);
    }
  }

  static String text(JsonNode document, String key) {
    JsonNode value = document.path(key);
    if (!value.isTextual()) {
      throw ApiProblem.because("Key '" + key + "' not present or not a String");
    }
    return value.textValue();
  }

  /** A whole number, also one in quotes. */
  static long number(JsonNode document, String key) {
    JsonNode value = document.path(key);
    if (value.isIntegralNumber() || value.isTextual() && value.textValue().matches("-?\\d{1,10}")) {
      return value.asLong();
    }
    throw ApiProblem.because("Key '" + key + "' not an Integer or not present");
  }
}
