package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * What services were before: Swarm itself knows only the last definition. They are kept in the
 * swarm as configs, which no container is given.
 */
final class Definitions {

  /** Enough for months of updates; a config takes the room of a page of text. */
  private static final int KEPT = 20;

  private static final String CONFIGS = "/configs";
  private static final String PREFIX = "desk-";
  private static final Pattern VERSION =
      Pattern.compile("[0-9]{8}T[0-9]{6}[.][0-9]{3}Z-[0-9a-f]{8}");

  private final SwarmApi api;

  Definitions(SwarmApi api) {
    this.api = api;
  }

  /** Keeps a definition under this version, and no more than the newest ones of this app. */
  void keep(String id, String version, JsonNode service) {
    of(id).stream()
        .sorted(
            Comparator.comparing((JsonNode config) -> config.path("CreatedAt").asText()).reversed())
        .skip(KEPT - 1L)
        .forEach(this::forget);
    ObjectNode config = SwarmApi.JSON.createObjectNode().put("Name", PREFIX + version);
    config.putObject("Labels").put(Labels.APP, id);
    config.put(
        "Data",
        Base64.getEncoder().encodeToString(service.toString().getBytes(StandardCharsets.UTF_8)));
    Answer answer = api.post(CONFIGS + "/create", config, Optional.empty());
    if (!answer.isOk()) {
      throw new PlatformUnavailable(
          "The swarm does not keep the definition of " + id + ": " + answer.message());
    }
  }

  Optional<ObjectNode> find(String id, String version) {
    if (!VERSION.matcher(version).matches()) {
      return Optional.empty();
    }
    Answer answer = api.get(CONFIGS + "/" + PREFIX + version);
    JsonNode config = answer.json().path("Spec");
    if (answer.saysMissing() || !config.path("Labels").path(Labels.APP).asText().equals(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          (ObjectNode)
              SwarmApi.JSON.readTree(Base64.getDecoder().decode(config.path("Data").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a definition that has not come about. */
  void forget(String version) {
    api.delete(CONFIGS + "/" + PREFIX + version);
  }

  void forgetAll(String id) {
    of(id).forEach(this::forget);
  }

  private void forget(JsonNode config) {
    api.delete(CONFIGS + "/" + config.path("ID").asText());
  }

  private List<JsonNode> of(String id) {
    return StreamSupport.stream(
            api.list(CONFIGS, "label", Labels.APP + "=" + id).spliterator(), false)
        .toList();
  }
}
