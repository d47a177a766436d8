package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mcws.desk.notification.Phrases;
import org.springframework.stereotype.Component;

/**
 * How an incident stands, in words that everybody may read: {@code
 * words/incident_<language>.properties}, English for languages that the desk does not speak.
 */
@Component
class PublicWords {

  private static final String NAME = "incident";

  /** What is known now, as the status page and the incident's history say it. */
  String known(Incident incident) {
    return known(incident, Locale.ENGLISH);
  }

  /** What is known now. */
  String known(Incident incident, Locale language) {
    Phrases words = Phrases.of(NAME, language);
    if (incident.state() != Incident.State.OPEN) {
      return words.say("works");
    }
    String doing = words.say(doing(incident));
    return incident.flaps() == 0 ? doing : words.say("flaps", incident.flaps() + 1, doing);
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
    Phrases words = Phrases.of(NAME, language);
    return done.stream().map(what -> words.say("done." + what)).collect(Collectors.joining(" "));
  }

  private static void count(List<String> done, int times, String what) {
    if (times > 0) {
      done.add(what);
    }
  }
}
