package org.mcws.desk.status;

/** How far people are with an incident. */
public enum Phase {
  INVESTIGATING,
  /** The cause is known. */
  IDENTIFIED,
  /** It should be over and is watched. */
  MONITORING,
  RESOLVED,
  /** It is over, and what was learnt is told. */
  POSTMORTEM
}
