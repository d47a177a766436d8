package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Refusals;
import org.mcws.desk.platform.hosting.Settings;

/**
 * The secrets of apps, as secrets of the swarm. Those cannot be changed and share one space of
 * names, so each revision of an app's settings has its own. They stay for as long as a definition
 * is kept that needs them to come back.
 */
final class Secrets {

  private static final String SECRETS = "/secrets";
  private static final String REFERENCES = "Secrets";
  private static final String LABELS = "/Spec/Labels";
  private static final String PREFIX = "desk-";
  private static final int SIGNS = 40;
  private static final Pattern OF_DESK = Pattern.compile(PREFIX + "[0-9a-f]{" + SIGNS + "}");

  /** A program may run as any user. */
  private static final int READ_BY_ALL = 0444;

  private final SwarmApi api;
  private final Services services;
  private final Definitions definitions;

  Secrets(SwarmApi api, Services services, Definitions definitions) {
    this.api = api;
    this.services = services;
    this.definitions = definitions;
  }

  /** The names by which a service's containers know the secrets that the desk gives them. */
  static Stream<String> names(JsonNode service) {
    return ofDesk(service).map(reference -> reference.at("/File/Name").asText());
  }

  /**
   * Gives a service's containers the secrets of these settings, and no others but those that Ops
   * have added. What is right already stays in its order: another one would start them anew.
   */
  void give(ObjectNode service, String id, Settings settings) {
    List<JsonNode> wanted = new ArrayList<>();
    new TreeMap<>(settings.secrets())
        .forEach((name, value) -> wanted.add(reference(id, name, value, settings.revision())));
    if (!ids(wanted.stream()).equals(ids(ofDesk(service)))) {
      ArrayNode all = SwarmApi.JSON.createArrayNode();
      all(service).filter(reference -> !isOfDesk(reference)).forEach(all::add);
      ServiceChanges.set(ServiceChanges.container(service), REFERENCES, all.addAll(wanted));
    }
  }

  /** Forgets the secrets of this app that neither it nor a definition of it needs any more. */
  void prune(String id) {
    List<JsonNode> all = of(id);
    if (all.isEmpty()) {
      return;
    }
    Optional<JsonNode> service = services.of(id);
    Set<String> needed = new HashSet<>();
    definitions.all(id).forEach(definition -> needed.addAll(ids(all(definition))));
    service.ifPresent(is -> needed.addAll(ids(all(is.path("Spec")))));
    service.ifPresent(is -> needed.addAll(ids(all(is.path("PreviousSpec")))));
    // What is newer than the service may be for a change of it that is just being made.
    long newest = service.map(Secrets::index).orElse(Long.MAX_VALUE);
    all.stream()
        .filter(secret -> !needed.contains(secret.path("ID").asText()) && index(secret) < newest)
        .forEach(secret -> api.delete(SECRETS + "/" + secret.path("ID").asText()));
  }

  private JsonNode reference(String id, String name, String value, String revision) {
    String called =
        PREFIX + DigestUtils.sha256Hex(id + " " + name + " " + revision).substring(0, SIGNS);
    ObjectNode reference =
        SwarmApi.JSON
            .createObjectNode()
            .put(
                "SecretID",
                find(id, called).orElseGet(() -> create(id, called, name, value, revision)))
            .put("SecretName", called);
    reference
        .putObject("File")
        .put("Name", name)
        .put("UID", "0")
        .put("GID", "0")
        .put("Mode", READ_BY_ALL);
    return reference;
  }

  private Optional<String> find(String id, String called) {
    Optional<JsonNode> found = api.find(SECRETS + "/" + called);
    if (found.isPresent() && !found.get().at(LABELS).path(Labels.APP).asText().equals(id)) {
      throw new PlatformRefusal(
          "appRefused",
          "The swarm has a secret "
              + called
              + " that is not of app "
              + id
              + ". Let Ops remove it: nobody but the desk needs such a name.");
    }
    return found.map(secret -> secret.path("ID").asText());
  }

  private String create(String id, String called, String name, String value, String revision) {
    ObjectNode secret = SwarmApi.JSON.createObjectNode().put("Name", called);
    secret
        .putObject("Labels")
        .put(Labels.APP, id)
        .put(Labels.SECRET, name)
        .put(App.SETTINGS, revision);
    secret.put("Data", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    Answer answer = api.post(SECRETS + "/create", secret, Optional.empty());
    if (answer.isOk()) {
      return answer.json().path("ID").asText();
    }
    if (!answer.saysTaken()) {
      throw new PlatformRefusal(
          "appRefused",
          "The swarm does not keep the secret " + name + " of app " + id + ": " + answer.message());
    }
    // Somebody was faster, who gave it the same value.
    return find(id, called).orElseThrow(() -> Refusals.vanished(id));
  }

  private List<JsonNode> of(String id) {
    return StreamSupport.stream(
            api.list(SECRETS, "label", Labels.APP + "=" + id).spliterator(), false)
        .toList();
  }

  private static Stream<JsonNode> ofDesk(JsonNode service) {
    return all(service).filter(Secrets::isOfDesk);
  }

  private static boolean isOfDesk(JsonNode reference) {
    return OF_DESK.matcher(reference.path("SecretName").asText()).matches();
  }

  private static Stream<JsonNode> all(JsonNode service) {
    return StreamSupport.stream(
        service.at("/TaskTemplate/ContainerSpec/" + REFERENCES).spliterator(), false);
  }

  private static List<String> ids(Stream<JsonNode> references) {
    return references.map(reference -> reference.path("SecretID").asText()).toList();
  }

  private static long index(JsonNode thing) {
    return thing.path("Version").path("Index").asLong();
  }
}
