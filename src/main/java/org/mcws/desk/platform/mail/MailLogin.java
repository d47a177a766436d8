package org.mcws.desk.platform.mail;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * With what a mailbox is read by IMAP.
 *
 * @param address the mailbox, which is also the login
 * @param password its password, never shown
 */
public record MailLogin(String address, String password) {

  private static final int PASSWORD_BYTES = 32;

  /** A password that nobody knows or guesses. */
  public static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MailLogin[address=%s, password=***]".formatted(address);
  }
}
