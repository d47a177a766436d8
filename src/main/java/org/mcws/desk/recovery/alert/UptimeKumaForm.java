package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Optional;

/**
 * Uptime Kuma's webhook: a beat and the monitor that it is of ({@code server/model/heartbeat.js}).
 * Times are in UTC, whatever {@code timezone} says of {@code localDateTime}.
 */
final class UptimeKumaForm implements AlertForm {

  private static final String BEAT = "heartbeat";
  private static final String MONITOR = "monitor";
  private static final String STATUS = "status";

  @Override
  public boolean recognises(Told message) {
    return message.mentions(BEAT) || message.mentions(MONITOR) && message.mentions("msg");
  }

  @Override
  public List<Alert> read(Told message) {
    Told beat = objectOrNull(message.at(BEAT));
    Told monitor = objectOrNull(message.at(MONITOR));
    if (!beat.isThere()) {
      return List.of(
          AlertDraft.ignored(
                  "no-heartbeat",
                  "Uptime Kuma tells of no monitor's state: it is a test, or a warning that a"
                      + " certificate or a domain will expire")
              .title(message.text("msg"))
              .finished());
    }
    return List.of(
        draft(beat, key(beat, monitor))
            .title(monitor.text("name"))
            .detail(beat.text("msg").or(() -> message.text("msg")))
            .labels(labels(monitor))
            .changedAt(beat.moment("time"))
            .finished());
  }

  private static AlertDraft draft(Told beat, String key) {
    String status =
        beat.value(STATUS)
            .orElseThrow(() -> beat.at(STATUS).refusal("is missing: 0 is down and 1 is up"));
    return switch (status) {
      case "0" -> AlertDraft.down(key);
      case "1" -> AlertDraft.up(key);
      case "2" -> AlertDraft.ignored(key, "It is pending: Uptime Kuma is still trying again");
      case "3" -> AlertDraft.ignored(key, "It is under maintenance");
      default -> throw beat.at(STATUS).refusal("must be 0 (down), 1 (up), 2 or 3");
    };
  }

  private static String key(Told beat, Told monitor) {
    return monitor
        .value("id")
        .or(() -> beat.value("monitorID"))
        .or(() -> monitor.value("name"))
        .map(id -> "monitor:" + id)
        .orElseThrow(() -> monitor.at("id").refusal("is missing: which monitor is it"));
  }

  /** Tags with a value serve as labels; the monitor's address is one, too. */
  private static Labels labels(Told monitor) {
    Labels labels = new Labels();
    for (Told tag : monitor.at("tags").elements()) {
      Optional<String> name = tag.text("name");
      name.ifPresent(n -> tag.text("value").ifPresent(value -> labels.put(n, value)));
    }
    monitor.text("hostname").ifPresent(host -> labels.put("hostname", host));
    monitor.text("url").ifPresent(url -> labels.put("url", url));
    return labels;
  }

  private static Told objectOrNull(Told part) {
    if (part.isThere() && !part.isObject()) {
      throw part.refusal("must be an object or null");
    }
    return part;
  }
}
