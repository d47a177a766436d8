package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.Phase;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is told of an incident, and to whom. Owners hear when it has lasted for a moment, when more
 * is known, and when it is over: one message per community, however many of its services are down.
 */
@Service
@Transactional
class Announcements {

  private final RecoveryMail mail;
  private final PublicWords words;
  private final PublicNotices notices;
  private final Incidents incidents;
  private final IncidentMembers members;
  private final RecoveryLimits limits;
  private final Silences silences;
  private final Chronicle chronicle;
  private final Clock clock;

  Announcements(
      RecoveryMail mail,
      PublicWords words,
      PublicNotices notices,
      Incidents incidents,
      IncidentMembers members,
      RecoveryLimits limits,
      Silences silences,
      Chronicle chronicle,
      Clock clock) {
    this.mail = mail;
    this.words = words;
    this.notices = notices;
    this.incidents = incidents;
    this.members = members;
    this.limits = limits;
    this.silences = silences;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  /** Tells that it is down; later, if a maintenance or a pause silences it now. */
  void open(Incident incident) {
    // When it has come and gone it lasts for more than a moment once more.
    if (incident.announcedAt().isPresent() || silences.of(incident, clock.instant()).isPresent()) {
      return;
    }
    notices.tell(incident, Phase.INVESTIGATING, words.known(incident));
    if (!concernsOwners(incident) || services(incident).isEmpty()) {
      return;
    }
    incident.announced(clock.instant());
    if (incident.isPlatform()) {
      hit(incident);
      incident.tell(words.known(incident));
    } else {
      tellOwners(incident, RecoveryMail.OPEN);
    }
  }

  /** Tells the owners of whom the platform incident has hit who have not heard that it is down. */
  void hit(Incident platform) {
    if (platform.announcedAt().isEmpty()) {
      if (isDue(platform)) {
        // When it was, nobody had been hit.
        open(platform);
      }
      return;
    }
    if (!concernsOwners(platform)) {
      return;
    }
    List<IncidentMember> all = members.findByIncidentOrderByService(platform.id());
    Set<String> told =
        all.stream()
            .filter(IncidentMember::isTold)
            .map(IncidentMember::community)
            .collect(Collectors.toSet());
    Map<String, List<String>> untold = byCommunity(all);
    untold.keySet().removeAll(told);
    if (!untold.isEmpty()) {
      tell(platform, untold, RecoveryMail.OPEN, language -> words.known(platform, language));
    }
    all.forEach(IncidentMember::tell);
  }

  private boolean isDue(Incident incident) {
    Duration after = limits.of(incident.severity()).announceAfter();
    return !incident.openedAt().plus(after).isAfter(clock.instant());
  }

  /** Tells what is new, if anything is. */
  void progress(Incident incident) {
    if (silences.of(incident, clock.instant()).isPresent()) {
      return;
    }
    if (incident.announcedAt().isEmpty()) {
      // When it was due nobody was hit, or it was only a warning.
      open(incident);
      return;
    }
    String known = words.known(incident);
    if (incident.told().filter(known::equals).isPresent()) {
      // Others may have been hit; what Ops have written meanwhile stays.
      notices.draft(incident);
      return;
    }
    notices.tell(
        incident,
        incident.step() == null || incident.step() == Step.WAIT
            ? Phase.INVESTIGATING
            : Phase.IDENTIFIED,
        known);
    tellOwners(incident, RecoveryMail.NEWS);
  }

  /** Once it has come and gone, that is no news before it is closed. */
  void recovered(Incident incident) {
    incident.tell(words.known(incident));
    if (incident.flaps() == 0 && silences.of(incident, clock.instant()).isEmpty()) {
      notices.tell(incident, Phase.MONITORING, words.known(incident));
    }
  }

  /** Without what has not come back with the others: that has an incident of its own. */
  private Map<String, List<String>> recoveredOf(Incident incident, Map<String, List<String>> hit) {
    Map<String, List<String>> recovered = new TreeMap<>();
    hit.forEach(
        (community, services) -> {
          Set<String> down = new HashSet<>(incidents.findDown(services));
          down.addAll(members.findDown(services, incident.id()));
          List<String> up = services.stream().filter(service -> !down.contains(service)).toList();
          if (!up.isEmpty()) {
            recovered.put(community, up);
          }
        });
    return recovered;
  }

  void downAgain(Incident incident) {
    incident.tell(words.known(incident));
    if (incident.flaps() <= 1 && silences.of(incident, clock.instant()).isEmpty()) {
      notices.tell(incident, Phase.INVESTIGATING, words.known(incident));
    }
  }

  void closed(Incident incident) {
    Map<String, List<String>> recovered = recoveredOf(incident, services(incident));
    notices.resolve(incident, recovered.values().stream().flatMap(List::stream).toList());
    if (incident.announcedAt().isPresent()) {
      tell(incident, recovered, RecoveryMail.CLOSED, language -> words.summary(incident, language));
      incident.tell(words.summary(incident, Locale.ENGLISH));
    }
  }

  void folded(Incident incident) {
    incident.tell("Part of a platform incident.");
    if (notices.isPublished(incident)) {
      // Who has read of it is not to wait for the draft about all of them.
      incidents.findById(incident.foldedInto()).ifPresent(notices::publish);
    }
    notices.withdraw(
        incident, "One reason has hit several services: please read the notice about all of them.");
  }

  /** Owners are not bothered with what no visitor sees, and not with what is only tried. */
  private static boolean concernsOwners(Incident incident) {
    return !incident.isRehearsal() && incident.severity() != Severity.SEV3;
  }

  private void tellOwners(Incident incident, String template) {
    tell(incident, services(incident), template, language -> words.known(incident, language));
    incident.tell(words.known(incident));
  }

  private void tell(
      Incident incident,
      Map<String, List<String>> hit,
      String template,
      Function<Locale, String> known) {
    Instant now = clock.instant();
    hit.forEach(
        (community, services) ->
            mail.toOwners(incident, community, services, template, known, now));
    chronicle.note(
        incident, IncidentEntry.Kind.TOLD, "The owners were told: " + known.apply(Locale.ENGLISH));
  }

  /** The services that are down, by community. */
  private Map<String, List<String>> services(Incident incident) {
    if (!incident.isPlatform()) {
      return Map.of(incident.community(), List.of(incident.service()));
    }
    return byCommunity(members.findByIncidentOrderByService(incident.id()));
  }

  private static Map<String, List<String>> byCommunity(List<IncidentMember> hit) {
    return hit.stream()
        .collect(
            Collectors.groupingBy(
                IncidentMember::community,
                TreeMap::new,
                Collectors.mapping(IncidentMember::service, Collectors.toList())));
  }
}
