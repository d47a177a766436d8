package org.mcws.desk.status;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.inventory.ServiceKind;
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
                  Set.of(ServiceKind.SITE, ServiceKind.DOMAIN, ServiceKind.MAIL_DOMAIN)));

  private final Probes probes;
  private final ProbeIntervals intervals;
  private final Clock clock;

  ProbePlan(Probes probes, ProbeIntervals intervals, Clock clock) {
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
      NEEDED.forEach(
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
}
