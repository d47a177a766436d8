package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;

/**
 * A service as the public sees it.
 *
 * @param watchedSince empty if nobody has looked at it yet
 * @param downtimes those of the last 90 days
 * @param changedAt when it last began or ended to work
 */
public record ShownService(
    ServiceName name,
    ServiceKind kind,
    ServiceState state,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> watchedSince,
    List<Downtime> downtimes) {

  public String id() {
    return name.id();
  }

  /** How it fared in the 90 days up to now. */
  public Uptime uptime(Instant now) {
    return Uptime.of(watchedSince, downtimes, now);
  }
}
