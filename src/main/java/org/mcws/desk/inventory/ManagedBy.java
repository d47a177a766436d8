package org.mcws.desk.inventory;

/** Who decides about a service's updates. */
public enum ManagedBy {
  /** Community Ops: platforms made from a blueprint. */
  OPS,
  /** The community: what it builds itself. */
  COMMUNITY
}
