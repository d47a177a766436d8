package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mcws.desk.platform.hosting.App;

/** Host names by the labels that marathon-lb reads from Marathon itself. */
final class ProxyLabels implements HostNames {

  static final String PREFIX = "HAPROXY_";
  static final String HOST_NAMES = "HAPROXY_0_VHOST";
  private static final String GROUP = "HAPROXY_GROUP";

  @Override
  public Map<String, String> labels(App app) {
    return Map.of(GROUP, "external", HOST_NAMES, String.join(",", app.hostNames()));
  }

  /** The edge reads Marathon. */
  @Override
  public void follow(JsonNode app) {}

  @Override
  public void forget(Supplier<Optional<JsonNode>> app) {}

  /** Whether a label belongs to the proxy and was set by Ops, not by the desk. */
  static boolean isSetByOps(String label) {
    return label.startsWith(PREFIX) && !label.equals(GROUP) && !label.equals(HOST_NAMES);
  }
}
