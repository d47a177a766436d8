package org.mcws.desk.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the desk's own probes have come to, for whoever minds a service. */
@Service
@Transactional
public class WatchedServices {

  private final Probes probes;
  private final Clock clock;

  WatchedServices(Probes probes, Clock clock) {
    this.probes = probes;
    this.clock = clock;
  }

  /** The kinds of probes that find the service not as it should be, with what they saw. */
  @Transactional(readOnly = true)
  public List<BadProbe> bad(String service) {
    return probes.of(service).stream()
        .filter(Opinion::down)
        .map(opinion -> new BadProbe(opinion.kind(), opinion.evidence()))
        .toList();
  }

  /**
   * How long it takes at least until all that is bad can be found well, but for the certificate: so
   * many good looks, one after the other.
   */
  @Transactional(readOnly = true)
  public Duration timeToBeWell(String service) {
    return probes.timeToBeWell(service);
  }

  /** Somebody has just done something about it: look at it as soon as possible. */
  public void lookSoon(String service) {
    probes.hurry(service, clock.instant());
  }

  /**
   * @param evidence what was seen last, for people
   */
  public record BadProbe(ProbeKind kind, String evidence) {}
}
