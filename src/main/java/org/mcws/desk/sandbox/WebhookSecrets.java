package org.mcws.desk.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** With what programs outside prove themselves to a sandbox desk: everybody knows it. */
final class WebhookSecrets {

  private static final String SECRET = "sandbox";

  private static final List<String> ALERT_SOURCES =
      List.of(
          "alertmanager",
          "prometheus",
          "grafana",
          "uptime-kuma",
          "pingdom",
          "uptimerobot",
          "generic");

  private WebhookSecrets() {}

  /** The settings with which the desk knows these programs. */
  static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    ALERT_SOURCES.forEach(
        source -> settings.put("desk.recovery.alerts." + source + ".secrets[0]", SECRET));
    settings.put("desk.delivery.hook-secret", SECRET);
    return settings;
  }
}
