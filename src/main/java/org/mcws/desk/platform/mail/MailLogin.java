package org.mcws.desk.platform.mail;

/**
 * With what a mailbox is read by IMAP.
 *
 * @param address the mailbox, which is also the login
 * @param password its password, never shown
 */
public record MailLogin(String address, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "MailLogin[address=%s, password=***]".formatted(address);
  }
}
