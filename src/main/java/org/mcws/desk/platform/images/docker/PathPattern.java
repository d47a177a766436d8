package org.mcws.desk.platform.images.docker;

import java.util.ArrayList;
import java.util.List;

/**
 * A path with wildcards: {@code *} and {@code ?} within a name, {@code [a-c]} for one of several
 * letters, and {@code **} for any number of folders. Matching takes time in proportion to the
 * lengths of both, whatever the pattern; a regular expression could be made to take for ever.
 */
final class PathPattern {

  private static final String FOLDERS = "**";

  private final List<List<Piece>> names;

  private PathPattern(List<List<Piece>> names) {
    this.names = names;
  }

  /** What fits one letter, or any number of them. */
  private record Piece(boolean any, boolean one, boolean not, String letters) {

    boolean fits(char c) {
      if (one) {
        return true;
      }
      boolean found = false;
      for (int i = 0; i < letters.length(); i += 2) {
        found |= letters.charAt(i) <= c && c <= letters.charAt(i + 1);
      }
      return found != not;
    }
  }

  /**
   * @param path names with slashes between them
   * @throws IllegalArgumentException if a bracket does not end
   */
  static PathPattern of(String path) {
    List<List<Piece>> names = new ArrayList<>();
    for (String name : path.split("/")) {
      names.add(name.equals(FOLDERS) ? null : pieces(name));
    }
    return new PathPattern(names);
  }

  boolean fits(String path) {
    String[] parts = path.split("/");
    // Which beginnings of the path fit the names until now.
    boolean[] fitting = new boolean[parts.length + 1];
    fitting[0] = true;
    for (int n = 0; n < names.size(); n++) {
      boolean[] next = new boolean[parts.length + 1];
      if (names.get(n) == null) {
        // At the end it stands for something; elsewhere for nothing, too.
        boolean last = n == names.size() - 1;
        boolean before = false;
        for (int i = 0; i <= parts.length; i++) {
          next[i] = before || fitting[i] && !last;
          before |= fitting[i];
        }
      } else {
        for (int i = 1; i <= parts.length; i++) {
          next[i] = fitting[i - 1] && fits(names.get(n), parts[i - 1]);
        }
      }
      fitting = next;
    }
    return fitting[parts.length];
  }

  private static boolean fits(List<Piece> pieces, String name) {
    boolean[] fitting = new boolean[name.length() + 1];
    fitting[0] = true;
    for (Piece piece : pieces) {
      boolean[] next = new boolean[name.length() + 1];
      boolean before = false;
      for (int i = 0; i <= name.length(); i++) {
        before |= fitting[i];
        next[i] = piece.any() ? before : i > 0 && fitting[i - 1] && piece.fits(name.charAt(i - 1));
      }
      fitting = next;
    }
    return fitting[name.length()];
  }

  private static List<Piece> pieces(String name) {
    List<Piece> pieces = new ArrayList<>();
    int i = 0;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (c == '*') {
        pieces.add(new Piece(true, false, false, ""));
        i++;
      } else if (c == '?') {
        pieces.add(new Piece(false, true, false, ""));
        i++;
      } else if (c == '[') {
        int end = name.indexOf(']', i + 2);
        if (end < 0) {
          throw new IllegalArgumentException("a [ lacks its ]");
        }
        pieces.add(letters(name.substring(i + 1, end)));
        i = end + 1;
      } else {
        boolean escaped = c == '\\' && i + 1 < name.length();
        char letter = escaped ? name.charAt(i + 1) : c;
        pieces.add(new Piece(false, false, false, "" + letter + letter));
        i += escaped ? 2 : 1;
      }
    }
    return pieces;
  }

  private static Piece letters(String text) {
    boolean not = text.startsWith("^");
    String rest = not ? text.substring(1) : text;
    StringBuilder letters = new StringBuilder();
    int i = 0;
    while (i < rest.length()) {
      boolean range = i + 2 < rest.length() && rest.charAt(i + 1) == '-';
      letters.append(rest.charAt(i)).append(rest.charAt(range ? i + 2 : i));
      i += range ? 3 : 1;
    }
    return new Piece(false, false, not, letters.toString());
  }
}
