package org.mcws.desk.duty.ics;

/** What was to be a calendar is none that the desk can read. */
public class NoCalendar extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with it: the rest of a sentence that begins with "It"
   */
  NoCalendar(String message) {
    super(message);
  }

  NoCalendar(String message, Throwable cause) {
    super(message, cause);
  }
}
