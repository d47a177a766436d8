package org.mcws.desk.platform.images.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.HttpAnswer;

/**
 * What a registry answered.
 *
 * @param plain the answer as any server gives it
 */
record RegistryAnswer(HttpAnswer plain) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_QUOTE = 300;

  URI uri() {
    return plain.uri();
  }

  int status() {
    return plain.status();
  }

  byte[] body() {
    return plain.body();
  }

  boolean isOk() {
    return status() == 200;
  }

  Optional<String> header(String name) {
    return plain.header(name);
  }

  List<String> headers(String name) {
    return plain.headers(name);
  }

  /** The body, missing if it is no JSON. */
  JsonNode json() {
    try {
      return JSON.readTree(body());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a registry says this, and not some server in between. */
  boolean hasRegistryErrors() {
    JsonNode errors = json().path("errors");
    return errors.isArray() && errors.at("/0/code").isTextual();
  }

  /** Whether the errors have one of these codes. */
  boolean says(List<String> codes) {
    return StreamSupport.stream(json().path("errors").spliterator(), false)
        .anyMatch(error -> codes.contains(error.path("code").asText()));
  }

  /** Its reason, whatever shape it has. */
  String message() {
    if (hasRegistryErrors()) {
      return StreamSupport.stream(json().path("errors").spliterator(), false)
          .map(e -> (e.path("code").asText() + " " + e.path("message").asText()).strip())
          .collect(Collectors.joining("; "));
    }
    byte[] body = body();
    String text =
        new String(body, 0, Math.min(body.length, 4 * LONGEST_QUOTE), StandardCharsets.UTF_8)
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
  }
}
