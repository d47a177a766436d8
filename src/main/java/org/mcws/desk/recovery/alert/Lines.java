package org.mcws.desk.recovery.alert;

import java.util.Optional;

/** Makes texts of others fit for one line of a mail, a page or a table. */
final class Lines {

  private Lines() {}

  /**
   * The text with single spaces, without control characters and without halves of characters, which
   * the database does not keep; empty if nothing is left.
   */
  static Optional<String> of(String text) {
    StringBuilder line = new StringBuilder();
    boolean gap = false;
    for (int character : text.codePoints().toArray()) {
      if (isGap(character)) {
        gap = !line.isEmpty();
      } else if (Character.getType(character) != Character.SURROGATE) {
        line.append(gap ? " " : "").appendCodePoint(character);
        gap = false;
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }

  /** The text, or its beginning and an ellipsis if it is longer than that. */
  static String cut(String line, int longest) {
    if (line.length() <= longest) {
      return line;
    }
    int end = longest - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static boolean isGap(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }
}
