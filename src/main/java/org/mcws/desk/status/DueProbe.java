package org.mcws.desk.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;

/**
 * A look that is to be made now, with all that it takes.
 *
 * @param service the service's id
 * @param dueAt when it should have been made
 * @param heardAt when the service last told that it is at work, before this look was taken
 * @param down what the looks before have come to
 * @param streak how many looks one after the other have contradicted that
 * @param page what the service's page should be like
 */
record DueProbe(
    String service,
    ProbeKind kind,
    ServiceKind serviceKind,
    String community,
    String name,
    String host,
    Instant dueAt,
    Optional<Instant> heardAt,
    boolean down,
    int streak,
    ExpectedPage page) {

  /** Whether this finding is what is known, so that nothing has to be written. */
  boolean isOldNews(boolean well) {
    return well != down && streak == 0;
  }

  Duration lateness(Instant now) {
    Duration late = Duration.between(dueAt, now);
    return late.isNegative() ? Duration.ZERO : late;
  }
}
