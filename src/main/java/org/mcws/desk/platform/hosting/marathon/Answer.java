package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What Marathon answered.
 *
 * @param status the HTTP status
 * @param json the body, missing if it is empty or no JSON: errors may come as HTML or with none
 * @param text the body as it came
 */
record Answer(int status, JsonNode json, String text) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int LONGEST_QUOTE = 300;

  static Answer of(int status, String body) {
    JsonNode json;
    try {
      json = body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      json = MissingNode.getInstance();
    }
    return new Answer(status, json, body);
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Marathon's own 404, not that of a proxy or of a wrong address. */
  boolean saysDoesNotExist() {
    return status == 404 && message().contains("does not exist");
  }

  /** The deployments that hold the app: only a 409 for a lock names them. */
  List<String> locks() {
    return status == 409 ? json.path("deployments").findValuesAsText("id") : List.of();
  }

  /** A 409 without deployments says that the id is in use. */
  boolean saysDuplicate() {
    return status == 409 && !json.has("deployments");
  }

  /** Its reason, whatever shape it has. */
  String message() {
    if (!json.has("message") && text.stripLeading().matches("(?s)[{\\[].*")) {
      // It may be an app, with secrets among its variables.
      return "JSON without a message";
    }
    if (!json.has("message")) {
      String plain = text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
      return plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain;
    }
    List<String> parts = new ArrayList<>();
    parts.add(json.path("message").asText());
    JsonNode details = json.path("details");
    if (details.isTextual()) {
      parts.add(details.asText());
    }
    for (JsonNode detail : details) {
      List<String> errors = new ArrayList<>();
      detail.path("errors").forEach(error -> errors.add(error.asText()));
      String path = detail.path("path").asText("");
      parts.add((path + " " + String.join(", ", errors)).strip());
    }
    return String.join("; ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }
}
