package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The labels by which Traefik's Swarm provider learns under which names visitors reach a service.
 * Which entry points and certificates it uses is Traefik's own configuration.
 */
final class EdgeLabels {

  private static final String PREFIX = "traefik.";
  private static final String ENABLE = PREFIX + "enable";
  private static final String NETWORK = PREFIX + "swarm.network";
  private static final String ROUTERS = PREFIX + "http.routers.";
  private static final String SERVICES = PREFIX + "http.services.";
  private static final String RULE = ".rule";
  private static final String PORT = ".loadbalancer.server.port";

  private static final Pattern HOST = Pattern.compile("Host\\(`([^`]+)`\\)");

  private EdgeLabels() {}

  static Map<String, String> of(String service, int port, List<String> hostNames, String network) {
    return new TreeMap<>(
        Map.of(
            ENABLE,
            "true",
            NETWORK,
            network,
            ROUTERS + service + RULE,
            hostNames.stream()
                .map(host -> "Host(`" + host + "`)")
                .collect(Collectors.joining(" || ")),
            SERVICES + service + PORT,
            Integer.toString(port)));
  }

  /** The names under which visitors reach a service with these labels. */
  static List<String> hostNames(JsonNode labels, String service) {
    return HOST.matcher(labels.path(ROUTERS + service + RULE).asText())
        .results()
        .map(host -> host.group(1))
        .toList();
  }

  /** The port that visitors of a service with these labels are led to. */
  static Optional<Integer> port(JsonNode labels, String service) {
    return Optional.of(labels.path(SERVICES + service + PORT).asText())
        .filter(port -> !port.isEmpty())
        .map(Integer::valueOf);
  }

  /** Whether the desk writes a label of this name, so that it is to go when it does not. */
  static boolean areOfDesk(String label, String service) {
    return label.equals(ENABLE)
        || label.equals(NETWORK)
        || label.equals(ROUTERS + service + RULE)
        || label.equals(SERVICES + service + PORT);
  }
}
