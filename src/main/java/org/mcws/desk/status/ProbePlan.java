package org.mcws.desk.status;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.status.ProbeIntervals.Interval;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives every delivered service the probes that its kind needs. */
@Component
class ProbePlan {

  private static final Map<ProbeKind, Set<ServiceKind>> NEEDED =
      new EnumMap<>(
          Map.of(
              ProbeKind.PAGE, Set.of(ServiceKind.SITE),
              ProbeKind.TASKS, Set.of(ServiceKind.WORKER),
              ProbeKind.RECORDS,
                  Set.of(ServiceKind.SITE, ServiceKind.DOMAIN, ServiceKind.MAIL_DOMAIN),
              ProbeKind.MAIL, Set.of(ServiceKind.MAIL_DOMAIN)));

  private final Probes probes;
  private final ProbeIntervals intervals;
  private final EdgeSettings edge;
  private final Clock clock;

  ProbePlan(Probes probes, ProbeIntervals intervals, EdgeSettings edge, Clock clock) {
    this.edge = edge;
    this.probes = probes;
    this.intervals = intervals;
    this.clock = clock;
  }

  /** Makes what is missing and changes what is otherwise now; may run on several desks at once. */
  @Scheduled(fixedDelayString = "${desk.status.plan-every:PT1M}")
  @Transactional
  public void provide() {
    provide(Optional.empty());
  }

  /** The same for one service, about which something else was said just now. */
  @Transactional
  public void provide(String service) {
    probes.lock(service);
    provide(Optional.of(service));
  }

  private void provide(Optional<String> service) {
    Instant now = clock.instant();
    for (Importance importance : Importance.values()) {
      needed()
          .forEach(
              (kind, services) -> {
                Interval interval = intervals.of(kind, importance);
                probes.provide(kind, services, importance, interval, service, now);
                probes.adjust(kind, importance, interval, service, now);
              });
      // Only who has promised to tell has one of these.
      probes.adjust(
          ProbeKind.HEARTBEAT,
          importance,
          intervals.of(ProbeKind.HEARTBEAT, importance),
          service,
          now);
    }
  }

  /** Where the edge speaks no TLS there are no certificates to look at. */
  private Map<ProbeKind, Set<ServiceKind>> needed() {
    Map<ProbeKind, Set<ServiceKind>> needed = new EnumMap<>(NEEDED);
    if (edge.speaksTls()) {
      needed.put(ProbeKind.CERTIFICATE, Set.of(ServiceKind.SITE));
      needed.put(ProbeKind.TRUST, Set.of(ServiceKind.SITE));
    }
    return needed;
  }
}
