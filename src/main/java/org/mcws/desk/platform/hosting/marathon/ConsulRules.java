package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mcws.desk.platform.hosting.App;

/**
 * Host names by rules in Consul, for an edge that consul-template writes.
 *
 * <p>mesos-consul registers each task as a service of Consul, called as the label {@code
 * overrideTaskName} says and with the tags of the label {@code tags}. The edge passes on to a
 * service that is tagged {@code public} and with the cluster's environment, under the names that
 * are the values of the keys below {@code apps/SERVICE/ENVIRONMENT/haproxy-rules/}. Keys there that
 * are not the desk's belong to Ops.
 *
 * <p>The app's labels say what the rules are to be, so that a rule that was not written, because
 * somebody died in between, is written when the same is asked for again.
 */
final class ConsulRules implements HostNames {

  static final String LABEL = "desk-host-names";
  private static final String SERVICE = "overrideTaskName";
  private static final String TAGS = "tags";

  static final Set<String> LABELS = Set.of(LABEL, SERVICE, TAGS);

  private final ConsulKeys keys;
  private final String environment;

  ConsulRules(ConsulSettings settings) {
    this.keys = new ConsulKeys(settings);
    this.environment = settings.environment();
  }

  @Override
  public Map<String, String> labels(App app) {
    return Map.of(
        LABEL, String.join(",", app.hostNames()),
        SERVICE, ConsulService.of(app.id()),
        TAGS, "public," + environment);
  }

  /**
   * What is no service of Consul, a worker or an app for an edge of another kind, is left alone.
   */
  @Override
  public void follow(JsonNode app) {
    if (isService(app)) {
      String folder = folder(app);
      keys.replace(
          folder,
          HostNames.read(StatusReader.labels(app)).stream()
              .collect(Collectors.toMap(name -> folder + name, name -> name)));
    }
  }

  @Override
  public void forget(Supplier<Optional<JsonNode>> app) {
    app.get().filter(ConsulRules::isService).ifPresent(is -> keys.replace(folder(is), Map.of()));
  }

  private static boolean isService(JsonNode app) {
    return app.path("labels").has(SERVICE);
  }

  private String folder(JsonNode app) {
    String service = ConsulService.of(app.path("id").asText());
    return "apps/" + service + "/" + environment + "/haproxy-rules/desk-";
  }
}
