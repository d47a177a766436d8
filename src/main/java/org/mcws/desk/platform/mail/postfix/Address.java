package org.mcws.desk.platform.mail.postfix;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address that may stand in the tables, where Postfix separates addresses by commas and
 * blanks and gives some signs a meaning.
 *
 * @param local what stands before the @
 * @param domain what stands after it
 */
record Address(String local, String domain) {

  private static final int LONGEST = 254;

  /** What an onboarding takes; a first sign of its own would make it a program for some. */
  private static final Pattern LOCAL =
      Pattern.compile("(?!\\|)[A-Za-z0-9.!#$%&'*+=?^_{|}~-]{1,64}");

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");

  static Optional<Address> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    Address address = new Address(text.substring(0, at), text.substring(at + 1));
    return Optional.of(address)
        .filter(one -> LOCAL.matcher(one.local).matches() && isDomain(one.domain));
  }

  static boolean isDomain(String text) {
    return DOMAIN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }
}
