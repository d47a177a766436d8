package org.mcws.desk.status.board;

/** Texts as they are kept for the public: within their length and free of control characters. */
public final class PublicText {

  /** Characters of a title. */
  public static final int LONGEST_TITLE = 200;

  /** Characters of an update. */
  public static final int LONGEST_WORDS = 4000;

  // XML 1.0 cannot hold them, and calendars and mail headers must not.
  private static final String CONTROLS = "[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\n\\t]]";

  private PublicText() {}

  /**
   * One line of at most 200 characters.
   *
   * @throws IllegalArgumentException if it says nothing
   */
  public static String title(String text) {
    String line = text == null ? "" : text.replaceAll("\\s+", " ").replaceAll(CONTROLS, "").strip();
    if (line.isEmpty()) {
      throw new IllegalArgumentException("the title is missing");
    }
    return cut(line, LONGEST_TITLE);
  }

  /** Lines of at most 4,000 characters altogether. */
  public static String words(String text) {
    String lines = text == null ? "" : text.replace("\r\n", "\n").replaceAll(CONTROLS, "").strip();
    return cut(lines, LONGEST_WORDS);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
