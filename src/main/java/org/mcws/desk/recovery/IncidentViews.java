package org.mcws.desk.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.recovery.IncidentView.EntryView;
import org.mcws.desk.recovery.IncidentView.FollowUpView;
import org.mcws.desk.recovery.IncidentView.ServiceView;
import org.springframework.stereotype.Component;

/** Shows incidents, each reader what concerns them. */
@Component
class IncidentViews {

  private final IncidentMembers members;
  private final Chronicle chronicle;
  private final FollowUps followUps;
  private final PublicWords words;
  private final CurrentPerson person;

  IncidentViews(
      IncidentMembers members,
      Chronicle chronicle,
      FollowUps followUps,
      PublicWords words,
      CurrentPerson person) {
    this.members = members;
    this.chronicle = chronicle;
    this.followUps = followUps;
    this.words = words;
    this.person = person;
  }

  boolean concerns(Incident incident, Collection<String> communities) {
    return incident.isPlatform()
        ? members.findByIncidentOrderByService(incident.id()).stream()
            .anyMatch(member -> communities.contains(member.community()))
        : communities.contains(incident.community());
  }

  IncidentView brief(Incident incident) {
    return view(incident, null, null);
  }

  IncidentView full(Incident incident) {
    // What was seen of others' services is not for the owners of one of them.
    boolean all = person.isOps() || !incident.isPlatform();
    return view(
        incident,
        chronicle.of(incident.id()).stream()
            .filter(entry -> all || isForAll(entry.kind()))
            .map(IncidentViews::line)
            .toList(),
        followUps.of(incident.id()).stream()
            .map(one -> new FollowUpView(one.what(), one.due(), one.doneAt(), one.outcome()))
            .toList());
  }

  static EntryView line(IncidentEntry entry) {
    return new EntryView(entry.at(), label(entry.kind()), entry.words(), entry.by());
  }

  /** Whether owners of one of many services may read it. */
  static boolean isForAll(IncidentEntry.Kind kind) {
    return kind == IncidentEntry.Kind.TOLD || kind == IncidentEntry.Kind.STATE;
  }

  private IncidentView view(Incident incident, List<EntryView> history, List<FollowUpView> follow) {
    boolean all = person.isOps() || !incident.isPlatform();
    return new IncidentView(
        incident.id(),
        label(incident.scope()),
        incident.service(),
        incident.community(),
        incident.cause(),
        incident.title(),
        label(incident.state()),
        label(incident.severity()),
        incident.isRehearsal(),
        services(incident),
        words.known(incident),
        all ? incident.evidence() : null,
        incident.step() == null ? null : incident.step().value(),
        incident.acknowledgedBy(),
        incident.acknowledgedUntil(),
        incident.flaps(),
        incident.begunAt(),
        incident.openedAt(),
        incident.recoveredAt(),
        incident.closedAt(),
        seconds(incident.begunAt(), incident.openedAt()),
        seconds(incident.openedAt(), incident.firstAcknowledgedAt()),
        seconds(incident.begunAt(), incident.recoveredAt()),
        incident.closing(),
        incident.foldedInto(),
        history,
        follow);
  }

  private List<ServiceView> services(Incident incident) {
    if (!incident.isPlatform()) {
      return List.of(
          new ServiceView(incident.service(), incident.begunAt(), incident.recoveredAt()));
    }
    Stream<IncidentMember> hit = members.findByIncidentOrderByService(incident.id()).stream();
    return hit.filter(member -> person.isOps() || person.communities().contains(member.community()))
        .map(member -> new ServiceView(member.service(), member.downAt(), member.upAt()))
        .toList();
  }

  private static Long seconds(Instant from, Instant to) {
    return to == null ? null : Math.max(0, Duration.between(from, to).toSeconds());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
