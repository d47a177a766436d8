package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** How an incident stands, in words that everybody may read. */
@Component
class PublicWords {

  /** What is known now. */
  String known(Incident incident) {
    if (incident.state() != Incident.State.OPEN) {
      return "It works again. We watch whether it stays so.";
    }
    String flaps =
        incident.flaps() == 0
            ? ""
            : "It comes and goes (" + (incident.flaps() + 1) + " times so far). ";
    return flaps + doing(incident);
  }

  private static String doing(Incident incident) {
    if (incident.acknowledgedBy() != null) {
      return "Somebody of Community Ops is working on it.";
    }
    if (incident.step() == null) {
      return "We are looking for the reason.";
    }
    return switch (incident.step()) {
      case WAIT -> "We are looking for the reason.";
      case BACK_OFF -> "Somebody is working at it already; we wait for them.";
      case RESTART -> "We are restarting it.";
      case ROLL_BACK -> "We are bringing back the version before.";
      case RESCALE -> "It had been switched off; we are switching it on.";
      case MOVE -> "We are moving it to another machine.";
      case REPAIR_RECORDS -> "Its records had been changed; we are repairing them.";
      case REPAIR_MAIL -> "Parts of its mail domain were missing; we are making them again.";
      case HAND_OVER -> "Community Ops have been called.";
      case DONE -> "It works again. We watch whether it stays so.";
    };
  }

  /** What was done about it, in a sentence. */
  String summary(Incident incident) {
    List<String> done = new ArrayList<>();
    count(done, incident.restarts(), "restarted it");
    count(done, incident.rollBacks(), "brought back the version before");
    count(done, incident.moves(), "moved it to another machine");
    count(done, incident.repairs(), "repaired it");
    if (!done.isEmpty()) {
      return "We have " + String.join(" and ", done) + ".";
    }
    return incident.firstAcknowledgedAt() == null
        ? "It came back by itself."
        : "Somebody of Community Ops has worked on it.";
  }

  private static void count(List<String> done, int times, String what) {
    if (times > 0) {
      done.add(what);
    }
  }
}
