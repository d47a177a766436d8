package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.mcws.desk.platform.PlatformUnavailable;

/** Finds the services that stand for apps. */
final class Services {

  private final URI manager;
  private final SwarmApi api;

  Services(URI manager, SwarmApi api) {
    this.manager = manager;
    this.api = api;
  }

  /** The app's service; a service that only has the same name is somebody else's. */
  Optional<JsonNode> of(String id) {
    return named(id).filter(service -> isOf(service, id));
  }

  /** Docker also takes the beginning of a service's id for its name. */
  Optional<JsonNode> named(String id) {
    String name = ServiceName.of(id);
    Optional<JsonNode> found = api.find("/services/" + name);
    if (found.isPresent() && !found.get().path("Spec").has("Name")) {
      throw new PlatformUnavailable(
          manager + " does not answer as a Docker engine does: check desk.hosting.swarm.engine.");
    }
    return found.filter(service -> service.at("/Spec/Name").asText().equals(name));
  }

  static boolean isOf(JsonNode service, String id) {
    return service.at("/Spec/Labels").path(Labels.APP).asText().equals(id);
  }
}
