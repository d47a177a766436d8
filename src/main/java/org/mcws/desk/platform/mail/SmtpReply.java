package org.mcws.desk.platform.mail;

/**
 * What an SMTP server replies to a command (RFC 5321, 4.2).
 *
 * @param code the three digits
 * @param words the code with the text of all its lines, fit to be shown
 */
record SmtpReply(int code, String words) {

  boolean isGood() {
    return code >= 200 && code < 300;
  }

  /** Whether the same may go well another time. */
  boolean isTemporary() {
    return code >= 400 && code < 500;
  }
}
