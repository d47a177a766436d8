package org.mcws.desk.status.board;

/** What a notice is about. */
public enum NoticeKind {
  INCIDENT,
  MAINTENANCE
}
