package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an alert is labelled with, and which label says what. */
final class Labels {

  private static final List<String> SERVICES = List.of("desk_service", "desk-service", "service");
  private static final List<String> APPS = List.of("marathon_app", "marathon_app_id", "app_id");
  private static final List<String> HOSTS =
      List.of("host", "hostname", "instance", "url", "target", "full_url");
  private static final List<String> MACHINES = List.of("node", "nodename", "agent", "mesos_agent");
  private static final List<String> SEVERITIES =
      List.of("severity", "priority", "level", "importance_level");

  /** Segments of letters, digits, dashes and dots, as Marathon has them. */
  private static final Pattern APP = Pattern.compile("(/[a-z0-9.-]+)+");

  private static final int LONGEST_NAME = 200;

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static Labels of(Map<String, String> values) {
    Labels labels = new Labels();
    values.forEach(labels::put);
    return labels;
  }

  void put(String name, String value) {
    Lines.of(value).ifPresent(line -> values.putIfAbsent(name, line));
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The services that are named outright. */
  Stream<String> services() {
    return all(SERVICES)
        .flatMap(name -> name.contains("://") ? HostNames.of(name).stream() : Stream.of(name))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.length() <= LONGEST_NAME);
  }

  /** Marathon's app ids. */
  Stream<String> apps() {
    return all(APPS)
        .map(id -> (id.startsWith("/") ? id : "/" + id).toLowerCase(Locale.ROOT))
        .filter(id -> id.length() <= LONGEST_NAME && APP.matcher(id).matches());
  }

  /** The hosts that are watched. */
  Stream<String> hosts() {
    return all(HOSTS).flatMap(value -> HostNames.of(value).stream());
  }

  /** The machines on which something runs. */
  Stream<String> machines() {
    return all(MACHINES).flatMap(value -> HostNames.of(value).stream());
  }

  /** All words that say how bad it is. */
  Stream<String> severities() {
    return all(SEVERITIES);
  }

  private Stream<String> all(List<String> names) {
    return names.stream().flatMap(name -> get(name).stream());
  }
}
