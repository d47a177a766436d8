package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pingdom's webhook for changes of state (https://www.pingdom.com/resources/webhooks). */
final class PingdomForm implements AlertForm {

  private static final String STATE = "current_state";
  private static final String ID = "check_id";
  private static final String NAME = "check_name";

  @Override
  public boolean recognises(Told message) {
    return message.mentions(ID, NAME, "check_params");
  }

  @Override
  public List<Alert> read(Told message) {
    Labels labels = new Labels();
    Told parameters = message.at("check_params");
    parameters.text("hostname").ifPresent(host -> labels.put("hostname", host));
    parameters.text("full_url").ifPresent(url -> labels.put("full_url", url));
    message.text("importance_level").ifPresent(level -> labels.put("importance_level", level));
    return List.of(
        draft(message)
            .title(message.text(NAME))
            .detail(
                Stream.of("description", "long_description")
                    .flatMap(field -> message.text(field).stream())
                    .distinct()
                    .collect(Collectors.collectingAndThen(Collectors.joining(": "), Lines::of)))
            .labels(labels)
            .changedAt(message.moment("state_changed_timestamp", "state_changed_utc_time"))
            .finished());
  }

  private static AlertDraft draft(Told message) {
    String key =
        message
            .value(ID)
            .or(() -> message.value(NAME))
            .map(id -> "check:" + id)
            .orElseThrow(() -> message.at(ID).refusal("is missing: which check is it"));
    String state = message.value(STATE).orElse("(none)");
    return switch (state.toUpperCase(Locale.ROOT)) {
      // The words for uptime checks and for transaction checks.
      case "DOWN", "FAILING" -> AlertDraft.down(key);
      case "UP", "SUCCESS" -> AlertDraft.up(key);
      default ->
          AlertDraft.ignored(
              key, "Pingdom's state " + Lines.cut(state, 40) + " is neither down nor up");
    };
  }
}
