package org.mcws.desk.recovery;

/** What is down. */
enum IncidentScope {
  SERVICE,
  /** Many services for one cause. */
  PLATFORM
}
