package org.mcws.desk.sandbox.mail;

import java.util.Locale;

/**
 * A domain as James takes it: lower-cased, letters of any script, digits, hyphens and underscores.
 */
final class MailDomain {

  private MailDomain() {}

  /**
   * @throws IllegalArgumentException with James' own words if it is none
   */
  static String parse(String text) {
    require(!text.isEmpty(), "Domain can not be empty");
    require(text.length() <= 253, "Domain name length should not exceed 253 characters");
    for (String part : text.split("\\.", -1)) {
      require(!part.isEmpty(), "Domain part should not be empty");
      require(part.length() <= 63, "Domain part should not not exceed 63 characters");
      require(!edge(part.charAt(0)), "Domain part should not start with '-' or '_'");
      require(!edge(part.charAt(part.length() - 1)), "Domain part should not end with '-' or '_'");
      require(
          part.chars().allMatch(MailDomain::allowed),
          "Domain parts ASCII chars must be a-z A-Z 0-9 - or _");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean edge(int character) {
    return character == '-' || character == '_';
  }

  private static boolean allowed(int character) {
    return character > 127 || edge(character) || Character.isLetterOrDigit(character);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
