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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.PlatformRefusal;
import org.springframework.util.DigestUtils;

/**
 * What services were before: Swarm itself knows only the last definition. Each is kept in the swarm
 * when another one takes its place, as a config that no container is given.
 */
final class Definitions {

  /** Enough for months of updates; a config takes the room of a page of text. */
  private static final int KEPT = 20;

  private static final String CONFIGS = "/configs";
  private static final String PREFIX = "desk-";
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.-]{1,50}");
  private static final int SIGNS = 8;

  private final SwarmApi api;

  Definitions(SwarmApi api) {
    this.api = api;
  }

  /**
   * What a definition is called: by the desk's last change of it, and by what it says, since Ops
   * may have changed it by hand after that.
   */
  static String version(JsonNode service) {
    String named = service.path("Labels").path(Labels.VERSION).asText("unnamed");
    String sum = DigestUtils.md5DigestAsHex(service.toString().getBytes(StandardCharsets.UTF_8));
    return named + "." + sum.substring(0, SIGNS);
  }

  /** Keeps a definition of this app. */
  void keep(String id, JsonNode service) {
    ObjectNode config = SwarmApi.JSON.createObjectNode().put("Name", PREFIX + version(service));
    config.putObject("Labels").put(Labels.APP, id);
    config.put(
        "Data",
        Base64.getEncoder().encodeToString(service.toString().getBytes(StandardCharsets.UTF_8)));
    Answer answer = api.post(CONFIGS + "/create", config, Optional.empty());
    if (!answer.isOk() && !answer.saysTaken()) {
      throw new PlatformRefusal(
          "appRefused",
          "The swarm does not keep the definition of " + id + ": " + answer.message());
    }
  }

  /** Keeps no more than the newest definitions of this app, but this one in any case. */
  void prune(String id, JsonNode needed) {
    String name = PREFIX + version(needed);
    of(id).stream()
        .filter(config -> !config.at("/Spec/Name").asText().equals(name))
        .sorted(
            Comparator.comparing((JsonNode config) -> config.at("/Version/Index").asLong())
                .reversed())
        .skip(KEPT - 1L)
        .forEach(this::forget);
  }

  Optional<ObjectNode> find(String id, String version) {
    if (!VERSION.matcher(version).matches()) {
      return Optional.empty();
    }
    Optional<JsonNode> exactly =
        api.find(CONFIGS + "/" + PREFIX + version)
            .filter(config -> config.at("/Spec/Labels").path(Labels.APP).asText().equals(id));
    return exactly.or(() -> onlyOneOf(id, version)).map(config -> read(config.path("Spec")));
  }

  /** Another version of Docker may say more of a definition, which then has another sum. */
  private Optional<JsonNode> onlyOneOf(String id, String version) {
    String change = PREFIX + version.substring(0, version.lastIndexOf('.') + 1);
    List<JsonNode> all =
        of(id).stream()
            .filter(config -> config.at("/Spec/Name").asText().startsWith(change))
            .filter(config -> change.length() > PREFIX.length())
            .toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private static ObjectNode read(JsonNode config) {
    try {
      return (ObjectNode)
          SwarmApi.JSON.readTree(Base64.getDecoder().decode(config.path("Data").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that are kept of this app. */
  Stream<ObjectNode> all(String id) {
    return of(id).stream().map(config -> read(config.path("Spec")));
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
