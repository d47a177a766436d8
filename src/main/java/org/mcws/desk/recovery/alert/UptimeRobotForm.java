package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people make of UptimeRobot's variables in the body of its webhook: its own names ({@code
 * monitorURL}) or the same with underscores. A variable that it did not know stays {@code *name*}.
 */
final class UptimeRobotForm implements AlertForm {

  private static final String[] TYPE = {"alertType", "alert_type"};
  private static final String[] TYPE_NAME = {"alertTypeFriendlyName", "alert_type_friendly_name"};
  private static final String[] ID = {"monitorID", "monitor_id"};
  private static final String[] URL = {"monitorURL", "monitor_url"};
  private static final String[] NAME = {"monitorFriendlyName", "monitor_friendly_name"};

  @Override
  public boolean recognises(Told message) {
    return Stream.of(TYPE, TYPE_NAME).anyMatch(message::mentions)
        && Stream.of(ID, URL, NAME).anyMatch(message::mentions);
  }

  @Override
  public List<Alert> read(Told message) {
    Labels labels = new Labels();
    told(message, URL).ifPresent(url -> labels.put("url", url));
    return List.of(
        draft(message)
            .title(told(message, NAME))
            .detail(told(message, "alertDetails", "alert_details"))
            .labels(labels)
            .changedAt(message.moment("alertDateTime", "alert_date_time"))
            .link(told(message, "dashboardUrl", "dashboard_url"))
            .finished());
  }

  private static AlertDraft draft(Told message) {
    String key =
        told(message, ID)
            .or(() -> told(message, URL))
            .or(() -> told(message, NAME))
            .map(id -> "monitor:" + id)
            .orElseThrow(() -> message.at(ID[0]).refusal("is missing: which monitor is it"));
    String type =
        told(message, TYPE)
            .or(() -> told(message, TYPE_NAME))
            .orElseThrow(() -> message.at(TYPE[0]).refusal("is missing: 1 is down and 2 is up"));
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "1", "down" -> AlertDraft.down(key);
      case "2", "up" -> AlertDraft.up(key);
      case "3" -> AlertDraft.ignored(key, "It warns that a certificate or a domain will expire");
      default -> AlertDraft.ignored(key, "UptimeRobot tells neither that it is down nor up");
    };
  }

  private static Optional<String> told(Told message, String... names) {
    return message.text(names).filter(text -> !text.matches("\\*\\w+\\*"));
  }
}
