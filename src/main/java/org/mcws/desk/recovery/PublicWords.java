package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * How an incident stands, in words that everybody may read: {@code
 * words/incident_<language>.properties}, English for languages that the desk does not speak.
 */
@Component
class PublicWords {

  /** What is known now, as the status page and the incident's history say it. */
  String known(Incident incident) {
    return known(incident, Locale.ENGLISH);
  }

  /** What is known now. */
  String known(Incident incident, Locale language) {
    ResourceBundle words = words(language);
    if (incident.state() != Incident.State.OPEN) {
      return words.getString("works");
    }
    String doing = words.getString(doing(incident));
    return incident.flaps() == 0
        ? doing
        : words
            .getString("flaps")
            .replace("{0}", String.valueOf(incident.flaps() + 1))
            .replace("{1}", doing);
  }

  private static String doing(Incident incident) {
    if (incident.acknowledgedBy() != null) {
      return "taken";
    }
    if (incident.step() == null || incident.step() == Step.WAIT) {
      return "looking";
    }
    return incident.step() == Step.DONE ? "works" : incident.step().value();
  }

  /** What was done about it. */
  String summary(Incident incident, Locale language) {
    List<String> done = new ArrayList<>();
    count(done, incident.restarts(), "restart");
    count(done, incident.rollBacks(), "rollBack");
    count(done, incident.moves(), "move");
    count(done, incident.repairs(), "repair");
    if (done.isEmpty()) {
      done.add(incident.firstAcknowledgedAt() == null ? "itself" : "person");
    }
    ResourceBundle words = words(language);
    return done.stream()
        .map(what -> words.getString("done." + what))
        .collect(Collectors.joining(" "));
  }

  private static void count(List<String> done, int times, String what) {
    if (times > 0) {
      done.add(what);
    }
  }

  private static ResourceBundle words(Locale language) {
    return ResourceBundle.getBundle(
        "words.incident", language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
