package org.mcws.desk.community;

import java.time.Instant;
import java.util.List;

/** How well a community can answer for itself. */
enum OwnerListHealth {
  /** Two or more owners have confirmed and answer what they are asked. */
  HEALTHY,
  /** One has: the community depends on one person. */
  FRAGILE,
  /** Nobody has. */
  ORPHANED;

  static OwnerListHealth of(List<Owner> named, Instant now) {
    long there =
        named.stream()
            .filter(o -> o.state() == Owner.State.CONFIRMED && !o.isUnresponsive(now))
            .count();
    return there >= 2 ? HEALTHY : there == 1 ? FRAGILE : ORPHANED;
  }
}
