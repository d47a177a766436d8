package org.mcws.desk.recovery.alert;

import java.util.List;
import java.util.Locale;

/** Grafana before version 9 without its new alerting: the state of one rule. */
final class GrafanaRuleForm implements AlertForm {

  private static final String STATE = "state";
  private static final String ID = "ruleId";
  private static final String NAME = "ruleName";
  private static final String MATCHES = "evalMatches";

  @Override
  public boolean recognises(Told message) {
    return message.mentions(ID, NAME, MATCHES);
  }

  @Override
  public List<Alert> read(Told message) {
    AlertDraft draft =
        draft(message)
            .title(message.text(NAME, "title"))
            .detail(message.text("message"))
            .labels(Labels.of(message.at("tags").texts()))
            .link(message.text("ruleUrl"));
    // Each has the labels of one series, and several of them may be beyond the limit.
    message
        .at(MATCHES)
        .elements()
        .forEach(match -> draft.labels(Labels.of(match.at("tags").texts())));
    return List.of(draft.finished());
  }

  private static AlertDraft draft(Told message) {
    String key =
        message
            .value(ID)
            .or(() -> message.value(NAME))
            .map(id -> "rule:" + id)
            .orElseThrow(() -> message.at(ID).refusal("is missing: which rule is it"));
    if (message.text(NAME).filter("Test notification"::equals).isPresent()) {
      return AlertDraft.ignored(key, "It is a test that somebody sent from Grafana");
    }
    String state =
        message
            .value(STATE)
            .orElseThrow(() -> message.at(STATE).refusal("is missing: write alerting or ok"));
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "alerting" -> AlertDraft.down(key);
      case "ok" -> AlertDraft.up(key);
      default ->
          AlertDraft.ignored(
              key,
              "Grafana's state " + Lines.cut(state, 40) + " does not say that anything is down");
    };
  }
}
