package org.mcws.desk.status.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.mcws.desk.status.board.ShownCommunity;
import org.mcws.desk.status.board.ShownService;

/**
 * A community among others on a page.
 *
 * @param services some of its services, those in trouble first
 * @param more how many more there are
 */
record CommunityView(String slug, String name, List<ServiceView> services, int more) {

  static CommunityView of(ShownCommunity community, int most, Instant now) {
    return new CommunityView(
        community.slug(),
        community.name(),
        community.services().stream()
            .sorted(Comparator.comparing((ShownService one) -> !one.state().isTrouble()))
            .limit(most)
            .map(service -> ServiceView.of(service, now))
            .toList(),
        Math.max(0, community.services().size() - most));
  }
}
