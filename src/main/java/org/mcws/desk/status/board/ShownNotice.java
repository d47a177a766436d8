package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.status.Impact;

/**
 * An incident or a planned maintenance that the public sees.
 *
 * @param beganAt of a maintenance: when it is planned to begin
 * @param until when a maintenance is planned to end; empty for an incident
 * @param endedAt empty while it is open
 * @param revision how often it was changed
 * @param updates the newest first
 * @param services the public ones; at least one
 */
public record ShownNotice(
    String id,
    NoticeKind kind,
    String title,
    Impact impact,
    Stage stage,
    Instant beganAt,
    Optional<Instant> until,
    Instant publishedAt,
    Instant updatedAt,
    Optional<Instant> monitoringAt,
    Optional<Instant> endedAt,
    int revision,
    List<ShownUpdate> updates,
    List<ServiceName> services) {

  public boolean isIncident() {
    return kind == NoticeKind.INCIDENT;
  }

  public boolean isOpen() {
    return endedAt.isEmpty();
  }

  /** Whether a maintenance is being carried out. */
  public boolean isUnderWay() {
    return stage == Stage.IN_PROGRESS || stage == Stage.VERIFYING;
  }

  public boolean concerns(String community) {
    return services.stream().anyMatch(service -> service.community().equals(community));
  }
}
