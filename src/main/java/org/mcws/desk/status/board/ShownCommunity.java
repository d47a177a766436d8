package org.mcws.desk.status.board;

import java.util.List;

/**
 * A community with those of its services that the public may see; at least one.
 *
 * @param services by their names
 */
public record ShownCommunity(String slug, String name, List<ShownService> services) {

  /** The state of the service that fares worst. */
  public ServiceState state() {
    return services.stream()
        .map(ShownService::state)
        .reduce(ServiceState::worse)
        .orElse(ServiceState.UNWATCHED);
  }
}
