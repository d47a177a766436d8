package org.mcws.desk.sandbox.marathon;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which apps serve which host name, as their {@code HAPROXY_{n}_VHOST} labels say. */
final class VirtualHosts {

  private static final Pattern VHOST = Pattern.compile("HAPROXY_(\\d+)_VHOST");

  private final Map<String, Set<Backend>> backends = new HashMap<>();

  /** The n-th port of an app's tasks. */
  record Backend(String app, int port) {}

  /** Who serves a name; empty if nobody does. */
  Set<Backend> serving(String host) {
    return backends.getOrDefault(host, Set.of());
  }

  /**
   * An app has changed.
   *
   * @param before null if it is new
   * @param after null if it is removed
   */
  void change(AppDefinition before, AppDefinition after) {
    eachHost(
        before,
        (host, backend) ->
            backends.computeIfPresent(
                host,
                (key, all) -> {
                  all.remove(backend);
                  return all.isEmpty() ? null : all;
                }));
    eachHost(
        after,
        (host, backend) ->
            backends.computeIfAbsent(host, key -> new LinkedHashSet<>()).add(backend));
  }

  private static void eachHost(AppDefinition app, BiConsumer<String, Backend> consumer) {
    if (app == null) {
      return;
    }
    Map<String, String> labels = app.labels();
    labels.forEach(
        (name, value) -> {
          Matcher vhost = VHOST.matcher(name);
          if (vhost.matches() && isServed(labels, vhost.group(1))) {
            Backend backend = new Backend(app.id(), Integer.parseInt(vhost.group(1)));
            for (String host : value.strip().split("\\s*,\\s*")) {
              consumer.accept(host, backend);
            }
          }
        });
  }

  private static boolean isServed(Map<String, String> labels, String n) {
    String group =
        labels.getOrDefault("HAPROXY_" + n + "_GROUP", labels.getOrDefault("HAPROXY_GROUP", ""));
    return List.of(group.split(",")).contains("external")
        && !labels.getOrDefault("HAPROXY_" + n + "_ENABLED", "true").equalsIgnoreCase("false");
  }
}
