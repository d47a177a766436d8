package org.mcws.desk.audit;

/** The way by which a person reached the desk. */
public enum Channel {
  /** Signed in, by the web applications or by REST. */
  ACCOUNT,
  /** A personal link in a mail. */
  LINK,
  /** Nobody: the desk itself, such as a timer. */
  DESK
}
