package org.mcws.desk.platform.mail;

/**
 * What became of a mail that was sent to try an address.
 *
 * @param outcome what became of it
 * @param detail the mail server's own words if it refused, otherwise what was seen, for people
 */
public record ProbeResult(Outcome outcome, String detail) {

  /** What can become of a mail. */
  public enum Outcome {
    /** It arrived in the mailbox. */
    FOUND,
    /** The server took it, but it did not arrive in the mailbox in time. */
    NOT_FOUND,
    /** The server refused the sender, the recipient or the mail for good. */
    REFUSED,
    /** The server did not let the login in. */
    LOGIN_REFUSED
  }
}
