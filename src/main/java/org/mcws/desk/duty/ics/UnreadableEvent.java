package org.mcws.desk.duty.ics;

/** The desk can't tell when an event takes place. */
final class UnreadableEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why the rest of a sentence that begins with "It"
   */
  UnreadableEvent(String why) {
    super(why);
  }
}
