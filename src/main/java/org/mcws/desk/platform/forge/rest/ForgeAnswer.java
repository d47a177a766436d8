package org.mcws.desk.platform.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mcws.desk.platform.HttpAnswer;

/**
 * What a forge answered.
 *
 * @param plain the answer as any server gives it
 */
record ForgeAnswer(HttpAnswer plain) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  int status() {
    return plain.status();
  }

  Optional<String> header(String name) {
    return plain.header(name);
  }

  /** Whether it is the description of a status that the forge has made or changed. */
  boolean isStatus() {
    return (status() == 200 || status() == 201) && json().path("id").isIntegralNumber();
  }

  /** Its reason, whatever shape it has. */
  String message() {
    JsonNode json = json();
    JsonNode message = json.path("message");
    if (message.isTextual()) {
      // GitHub says here only that something is not valid, and beside it what.
      JsonNode errors = json.path("errors");
      return message.asText() + (errors.isTextual() || !errors.isEmpty() ? " " + errors : "");
    }
    if (message.isContainerNode()) {
      return message.toString();
    }
    return new String(plain.body(), StandardCharsets.UTF_8).replaceAll("<[^<>]*>", " ").strip();
  }

  private JsonNode json() {
    try {
      JsonNode json = JSON.readTree(plain.body());
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
