package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a master answered.
 *
 * @param status the HTTP status
 * @param text the body as it came: errors are plain text
 * @param location where it sends whoever asks, empty if nowhere
 */
record Answer(int status, String text, String location) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int LONGEST_QUOTE = 300;

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Whether another master leads, so that nothing was done. */
  boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /** The body, missing if it is no JSON. */
  JsonNode json() {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** What it said, for people. */
  String message() {
    String plain = text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    String quote = plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain;
    return "status " + status + (quote.isEmpty() ? "" : " (" + quote + ")");
  }
}
