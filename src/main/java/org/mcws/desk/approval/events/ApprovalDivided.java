package org.mcws.desk.approval.events;

import java.util.List;
import java.util.UUID;

/**
 * An answer did not hold for some of the services: what is decided about these comes from an
 * approval of their own from now on. Published in the transaction in which they were split off.
 *
 * @param approval from which they were split off
 * @param part the approval that they have now
 * @param subject what was asked about, as the asker named it, such as {@code rollout/<id>}
 * @param community slug
 * @param services ids of the services of the part, one or more
 */
public record ApprovalDivided(
    UUID approval, UUID part, String subject, String community, List<String> services) {

  public ApprovalDivided {
    services = List.copyOf(services);
  }
}
