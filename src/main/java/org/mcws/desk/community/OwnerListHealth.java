package org.mcws.desk.community;

import java.util.List;

/** How well a community can answer for itself. */
enum OwnerListHealth {
  /** Two or more owners have confirmed. */
  HEALTHY,
  /** One has: the community depends on one person. */
  FRAGILE,
  /** Nobody has. */
  ORPHANED;

  static OwnerListHealth of(List<Owner> named) {
    long confirmed = named.stream().filter(o -> o.state() == Owner.State.CONFIRMED).count();
    return confirmed >= 2 ? HEALTHY : confirmed == 1 ? FRAGILE : ORPHANED;
  }
}
