package org.mcws.desk.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Certificate;
import org.mcws.desk.platform.hosting.CertificateLook;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.stereotype.Component;

/** Looks at a service once, in the way that its probe is meant for. Changes nothing anywhere. */
@Component
class ServiceLook {

  /** Authorities renew thirty days ahead; who has not by then will not without a person. */
  private static final Duration NEAR_ITS_END = Duration.ofDays(14);

  private final SiteProbe sites;
  private final CertificateLook certificates;
  private final EdgeSettings edge;
  private final Clock clock;
  private final AuthoritativeLookup names;
  private final WantedRecords wanted;
  private final MailLook mail;
  private final Hosting hosting;

  ServiceLook(
      SiteProbe sites,
      CertificateLook certificates,
      EdgeSettings edge,
      AuthoritativeLookup names,
      WantedRecords wanted,
      MailLook mail,
      Hosting hosting,
      Clock clock) {
    this.certificates = certificates;
    this.edge = edge;
    this.clock = clock;
    this.sites = sites;
    this.names = names;
    this.wanted = wanted;
    this.mail = mail;
    this.hosting = hosting;
  }

  /**
   * @return empty if nothing was learnt, such as from a hosting platform that does not answer
   */
  Optional<Sighting> look(DueProbe probe) {
    try {
      return switch (probe.kind()) {
        case PAGE -> Optional.of(page(probe));
        case RECORDS -> Optional.of(records(probe));
        case TASKS -> Optional.of(tasks(probe));
        case HEARTBEAT ->
            Optional.of(
                Sighting.bad(probe.service() + " has not told in time that it is at work."));
        case CERTIFICATE -> Optional.of(certificate(probe));
        case TRUST -> Optional.of(trust(probe));
        case MAIL -> Optional.of(mail(probe));
      };
    } catch (PlatformUnavailable silent) {
      return Optional.empty();
    }
  }

  private Sighting page(DueProbe probe) {
    SiteProbe.Seen seen = sites.probe(probe.host(), probe.page().wish());
    return new Sighting(seen.reached(), seen.took(), seen.evidence(), seen.component());
  }

  private Sighting mail(DueProbe probe) {
    try {
      return mail.look(probe.community(), probe.host());
    } catch (PlatformUnavailable silent) {
      return Sighting.bad(silent);
    }
  }

  private Sighting certificate(DueProbe probe) {
    Certificate shown = certificates.look(probe.host(), edge.addresses());
    return shown.notAfter().isBefore(clock.instant().plus(NEAR_ITS_END))
        ? Sighting.bad("The certificate ends on " + shown.notAfter() + ". " + shown.evidence())
        : Sighting.well(shown.evidence());
  }

  private Sighting trust(DueProbe probe) {
    Certificate shown = certificates.look(probe.host(), edge.addresses());
    return shown.isAccepted(clock.instant())
        ? Sighting.well(shown.evidence())
        : Sighting.bad("Browsers refuse the certificate. " + shown.evidence());
  }

  /** A name server that does not answer is as bad for visitors as one that answers wrongly. */
  private Sighting records(DueProbe probe) {
    try {
      return served(probe);
    } catch (PlatformUnavailable silent) {
      return Sighting.bad(silent);
    }
  }

  private Sighting served(DueProbe probe) {
    if (probe.serviceKind() == ServiceKind.DOMAIN) {
      return names.lookup(probe.host(), "SOA").isEmpty()
          ? Sighting.bad("The name server does not serve the zone " + probe.host() + ".")
          : Sighting.well("The zone is served.");
    }
    List<RecordSet> sets =
        probe.serviceKind() == ServiceKind.MAIL_DOMAIN
            ? wanted.ofMailDomain(probe.host())
            : wanted.ofSite(probe.host());
    for (RecordSet set : sets) {
      List<String> answer = names.lookup(set.name(), set.type());
      if (!new TreeSet<>(answer).equals(new TreeSet<>(set.values()))) {
        return Sighting.bad(
            "The name server answers %s for %s %s, wanted is %s."
                .formatted(answer, set.name(), set.type(), set.values()));
      }
    }
    return Sighting.well("The records are as they should be.");
  }

  private Sighting tasks(DueProbe probe) {
    String id = DeliveredService.appId(probe.community(), probe.name());
    Optional<AppStatus> app = hosting.find(id);
    if (app.isEmpty()) {
      return Sighting.bad("There is no app " + id + " on the hosting platform.");
    }
    AppStatus status = app.get();
    long healthy = status.tasks().stream().filter(AppStatus.Task::healthy).count();
    // A deployment replaces tasks one after the other; as long as enough are healthy nobody minds.
    return healthy >= status.instances()
        ? Sighting.well("It runs.")
        : Sighting.bad(
            "%d of %d tasks are healthy.%s%s"
                .formatted(
                    healthy,
                    status.instances(),
                    status.waitingFor().map(why -> " Waits for: " + why + ".").orElse(""),
                    status
                        .failing()
                        .map(f -> " Last failure: " + f.state() + " " + f.message() + ".")
                        .orElse("")));
  }
}
