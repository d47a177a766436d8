package org.mcws.desk.sandbox.marathon;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.consul.HostRule;

/**
 * Which apps serve which host name: as their {@code HAPROXY_{n}_VHOST} labels say, and as Consul
 * says of those that are services there, which their labels {@code overrideTaskName} and {@code
 * tags} make them.
 */
final class VirtualHosts {

  private static final Pattern VHOST = Pattern.compile("HAPROXY_(\\d+)_VHOST");

  private final Map<String, Set<Backend>> backends = new HashMap<>();
  private final Map<HostRule, Set<Backend>> services = new HashMap<>();
  private Function<String, Set<HostRule>> rules = host -> Set.of();

  /** The n-th port of an app's tasks. */
  record Backend(String app, int port) {}

  /**
   * @param others what Consul says about a host name
   */
  void follow(Function<String, Set<HostRule>> others) {
    this.rules = others;
  }

  /** Who serves a name; empty if nobody does. */
  Set<Backend> serving(String host) {
    return Stream.concat(
            backends.getOrDefault(host, Set.of()).stream(),
            rules.apply(host).stream()
                .flatMap(rule -> services.getOrDefault(rule, Set.of()).stream()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * An app has changed.
   *
   * @param before null if it is new
   * @param after null if it is removed
   */
  void change(AppDefinition before, AppDefinition after) {
    eachHost(before, (host, backend) -> remove(backends, host, backend));
    eachHost(after, (host, backend) -> add(backends, host, backend));
    eachService(before, (rule, backend) -> remove(services, rule, backend));
    eachService(after, (rule, backend) -> add(services, rule, backend));
  }

  private static <K> void remove(Map<K, Set<Backend>> all, K key, Backend backend) {
    all.computeIfPresent(
        key,
        (same, others) -> {
          others.remove(backend);
          return others.isEmpty() ? null : others;
        });
  }

  private static <K> void add(Map<K, Set<Backend>> all, K key, Backend backend) {
    all.computeIfAbsent(key, same -> new LinkedHashSet<>()).add(backend);
  }

  private static void eachService(AppDefinition app, BiConsumer<HostRule, Backend> consumer) {
    if (app == null || !app.labels().containsKey("overrideTaskName")) {
      return;
    }
    List<String> tags = List.of(app.labels().getOrDefault("tags", "").split(","));
    if (tags.contains("public")) {
      String service = app.labels().get("overrideTaskName");
      tags.forEach(tag -> consumer.accept(new HostRule(service, tag), new Backend(app.id(), 0)));
    }
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
