package org.mcws.desk.recovery;

import java.util.List;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.StatusBoard;
import org.springframework.stereotype.Component;

/** What the public is told of incidents, on the status page. */
@Component
class PublicNotices {

  private final StatusBoard board;
  private final IncidentMembers members;

  PublicNotices(StatusBoard board, IncidentMembers members) {
    this.board = board;
    this.members = members;
  }

  /** Drafts a notice, which is published after a while, or brings it up to date. */
  void draft(Incident incident) {
    List<String> down = services(incident);
    if (isPublic(incident) && !down.isEmpty()) {
      board.draft(
          incident.id(),
          new Notice(
              incident.isPlatform() ? "Several services are down" : "The service is down",
              Impact.CRITICAL,
              down,
              incident.begunAt()));
      // Others may have been hit since it was published.
      board.affects(incident.id(), down);
    }
  }

  void tell(Incident incident, Phase phase, String words) {
    draft(incident);
    if (isPublic(incident)) {
      board.tell(incident.id(), phase, words);
    }
  }

  /**
   * It is over.
   *
   * @param recovered what works again; what does not has an incident of its own
   */
  void resolve(Incident incident, List<String> recovered) {
    if (recovered.isEmpty()) {
      withdraw(incident, "What is still down has a notice of its own.");
      return;
    }
    board.affects(incident.id(), recovered);
    board.tell(incident.id(), Phase.RESOLVED, "It works again, and has done so for a while.");
  }

  boolean isPublished(Incident incident) {
    return board.isPublished(incident.id());
  }

  /** Tells the public at once. */
  void publish(Incident incident) {
    draft(incident);
    board.publish(incident.id());
  }

  /**
   * Nothing more is told of it.
   *
   * @param words for whoever has read of it already
   */
  void withdraw(Incident incident, String words) {
    board.withdraw(incident.id(), words);
  }

  /** Visitors notice nothing of a warning, and nothing at all of a rehearsal. */
  private static boolean isPublic(Incident incident) {
    return !incident.isRehearsal() && incident.severity() != Severity.SEV3;
  }

  private List<String> services(Incident incident) {
    return incident.isPlatform()
        ? members.findByIncidentOrderByService(incident.id()).stream()
            .map(IncidentMember::service)
            .toList()
        : List.of(incident.service());
  }
}
