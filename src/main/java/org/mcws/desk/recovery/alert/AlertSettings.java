package org.mcws.desk.recovery.alert;

import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who may post alerts. The secrets themselves are checked by {@link AlertSources}: a refused value
 * that the binder finds would be shown.
 *
 * @param alerts the sources by their names, which are what follows {@code /api/alerts/} in the
 *     address, each with its secrets
 */
@Validated
@ConfigurationProperties("desk.recovery")
record AlertSettings(@NotNull Map<String, Source> alerts) {

  AlertSettings {
    alerts = alerts == null ? Map.of() : Map.copyOf(alerts);
  }

  /** The secrets of all sources, by their names as {@link #plain}. */
  Map<String, List<String>> secrets() {
    Map<String, List<String>> secrets = new TreeMap<>();
    alerts.forEach(
        (name, source) ->
            secrets.computeIfAbsent(plain(name), n -> new ArrayList<>()).addAll(source.secrets()));
    return secrets;
  }

  /** Without dashes, since an environment variable can't say where they were. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  /**
   * A monitoring system that posts alerts.
   *
   * @param secrets what it proves itself with; more than one while they are being changed
   */
  record Source(List<String> secrets) {

    Source {
      secrets = secrets == null ? List.of() : List.copyOf(secrets);
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
      return "Source[" + secrets.size() + " secrets]";
    }
  }
}
