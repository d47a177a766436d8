package org.mcws.desk.status.page;

import java.nio.charset.StandardCharsets;

/**
 * Folds the lines of a calendar after at most 75 octets of UTF-8, between letters (RFC 5545, 3.1).
 * The library counts letters, which makes lines too long in most languages.
 */
final class OctetFolding {

  private static final int LONGEST = 75;

  private OctetFolding() {}

  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length() + 64);
    int line = 0;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (letter == '\r' || letter == '\n') {
        line = 0;
      } else {
        int size = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
        if (line + size > LONGEST) {
          folded.append("\r\n ");
          line = 1;
        }
        line += size;
      }
      folded.appendCodePoint(letter);
    }
    return folded.toString();
  }
}
