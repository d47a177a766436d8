package org.mcws.desk.platform;

import java.util.regex.Pattern;

/** What a stranger's server says, made fit for a line that people read: short, and plain text. */
public final class Quotation {

  private static final int LONGEST = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}\\s]+");

  private Quotation() {}

  /**
   * The text on one line, without control and formatting characters, cut after 200 characters.
   *
   * @param text null for a text that is not there, such as the message of an exception without one
   */
  public static String of(String text) {
    // More than is shown is not worth looking through.
    String line = line(text == null ? "" : beginning(text, 8 * LONGEST));
    return line.length() <= LONGEST ? line : line(beginning(line, LONGEST)) + "…";
  }

  /** It may end in half of a character, which is unprintable, too. */
  private static String beginning(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  private static String line(String text) {
    return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
  }
}
