package org.mcws.desk.status;

/** How much of the services an incident or a maintenance takes from the public. */
public enum Impact {
  /** Nothing that people notice. */
  NONE,
  /** They work, but not as well as they should. */
  MINOR,
  /** Parts of them do not work. */
  MAJOR,
  /** They do not work. */
  CRITICAL
}
