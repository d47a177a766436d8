package org.mcws.desk.sandbox.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address as James takes it for aliases, groups and forwards.
 *
 * @param localPart what stands before the at sign, in the case in which it was written
 * @param domain the domain, lower-case
 */
record MailboxAddress(String localPart, String domain) {

  private static final Pattern ATOMS =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  /**
   * @throws IllegalArgumentException if it is none
   */
  static MailboxAddress parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || at == text.length() - 1) {
      throw new IllegalArgumentException(
          "Out of data at position " + Math.max(1, text.length()) + " in '" + text + "'");
    }
    String localPart = text.substring(0, at);
    String host = text.substring(at + 1);
    if (!ATOMS.matcher(localPart).matches() && !QUOTED.matcher(localPart).matches()) {
      throw new IllegalArgumentException("Invalid local-part (user account) in '" + text + "'");
    }
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("Invalid domain in '" + text + "'");
    }
    return new MailboxAddress(localPart, MailDomain.parse(host));
  }

  /** The address under which James files it, all lower-case. */
  String key() {
    return toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
