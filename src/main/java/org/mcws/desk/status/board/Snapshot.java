package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the public may see, at one moment.
 *
 * @param communities by their names
 * @param notices those that are open and the last ones, the newest first
 */
public record Snapshot(Instant at, List<ShownCommunity> communities, List<ShownNotice> notices) {

  public Stream<ShownService> services() {
    return communities.stream().flatMap(community -> community.services().stream());
  }

  public Optional<ShownCommunity> community(String slug) {
    return communities.stream().filter(community -> community.slug().equals(slug)).findFirst();
  }

  public Optional<ShownService> service(String id) {
    return services().filter(service -> service.id().equals(id)).findFirst();
  }

  /** All incidents, those that have ended included. */
  public List<ShownNotice> incidents() {
    return notices.stream().filter(ShownNotice::isIncident).toList();
  }

  public List<ShownNotice> openIncidents() {
    return incidents().stream().filter(ShownNotice::isOpen).toList();
  }

  /** All planned maintenance, also what has ended. */
  public List<ShownNotice> maintenance() {
    return notices.stream().filter(notice -> !notice.isIncident()).toList();
  }

  public List<ShownNotice> openMaintenance() {
    return maintenance().stream().filter(ShownNotice::isOpen).toList();
  }

  public Overall overall() {
    return Overall.of(this);
  }

  /** When something last changed that the public sees. */
  public Instant changedAt() {
    return Stream.concat(
            notices.stream().map(ShownNotice::updatedAt), services().map(ShownService::changedAt))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
