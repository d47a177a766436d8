package org.mcws.desk.duty;

/** The calendar could not be read. The message names no more than its server. */
final class FeedFailure extends Exception {

  private static final long serialVersionUID = 1L;

  FeedFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
