package org.mcws.desk.platform.forge.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a forge is told, no longer than it takes it. Forges agree on all but a few names. */
final class StatusFields {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, String> fields = new LinkedHashMap<>();

  StatusFields with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  StatusFields description(String text, int longest) {
    return with("description", shortened(text.strip(), longest));
  }

  /** Forges refuse the whole status for a link that they don't like. */
  StatusFields link(String text, int longest) {
    return isLink(text) && text.length() <= longest ? with("target_url", text) : this;
  }

  String json() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forges count characters, of which Java may need two for one. */
  private static String shortened(String text, int longest) {
    if (text.codePointCount(0, text.length()) <= longest) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
  }

  private static boolean isLink(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
