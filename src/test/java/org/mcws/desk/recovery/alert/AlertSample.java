package org.mcws.desk.recovery.alert;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What monitoring systems have really posted, where it is at hand: {@code -Dsamples=<folder>}. */
final class AlertSample {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final List<String> ALL =
      List.of(
          "alerta-grafana_alert_alerting.json",
          "alerta-pingdom_down.json",
          "alerta-prometheus_v4_alert.json",
          "alertmanager-production_example.json",
          "alertmanager-prom_post_request.json",
          "alertmanager-simpe.json",
          "alertmanager_firing.json",
          "alertmanager_resolved.json",
          "grafana-unified-alert.json",
          "grafana_alert_values_v11.json",
          "pingdom_http_up_to_down.json",
          "uptimekuma_down.json",
          "uptimerobot_monitor_down.json");

  private AlertSample() {}

  static AlertReader reader() {
    return new AlertReader(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static List<Alert> read(String name) {
    return reader().read(content(name));
  }

  static byte[] content(String name) {
    try {
      return Files.readAllBytes(folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder() {
    String samples = System.getProperty("samples", "");
    assumeFalse(samples.isEmpty(), "set -Dsamples=<folder> to the published inputs");
    return Path.of(samples, "04-alerts");
  }
}
