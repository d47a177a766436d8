package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The desk's own form, for everything else that can post JSON: one alert, or a list of them. */
final class GenericForm implements AlertForm {

  private static final String ALERTS = "alerts";
  private static final String STATUS = "status";
  private static final String SERVICE = "service";
  private static final String TITLE = "title";
  private static final String KEY = "key";

  @Override
  public boolean recognises(Told message) {
    return message.isList() || message.mentions(ALERTS, STATUS, SERVICE, KEY);
  }

  @Override
  public List<Alert> read(Told message) {
    if (message.isList()) {
      return message.each(GenericForm::alert);
    }
    return message.mentions(ALERTS)
        ? message.at(ALERTS).each(GenericForm::alert)
        : List.of(alert(message));
  }

  private static Alert alert(Told alert) {
    Labels labels = Labels.of(alert.texts());
    Optional<String> subject =
        alert
            .value(SERVICE)
            .or(() -> labels.hosts().findFirst())
            .or(() -> labels.apps().findFirst());
    Optional<String> title = alert.text(TITLE);
    String key =
        alert
            .value(KEY)
            .or(() -> subject.map(name -> name + title.map(": "::concat).orElse("")))
            .orElseThrow(
                () -> alert.at(SERVICE).refusal("is missing: name the service, or its host"));
    return draft(alert, key)
        .title(title.or(() -> subject))
        .detail(alert.text("detail"))
        .labels(labels)
        .startedAt(alert.moment("startedAt"))
        .endedAt(alert.moment("endedAt"))
        .link(alert.text("link"))
        .finished();
  }

  private static AlertDraft draft(Told alert, String key) {
    return switch (alert.value(STATUS).orElse("").toLowerCase(Locale.ROOT)) {
      case "down" -> AlertDraft.down(key);
      case "up" -> AlertDraft.up(key);
      default -> throw alert.at(STATUS).refusal("must be down or up");
    };
  }
}
