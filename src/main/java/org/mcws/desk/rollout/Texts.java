package org.mcws.desk.rollout;

/** Makes texts fit, whoever wrote them. */
final class Texts {

  private static final int LONGEST = 2000;
  private static final int LONGEST_TITLE = 500;

  private Texts() {}

  /** As long as a column for texts takes. */
  static String cut(String text) {
    return cut(text == null ? "" : text, LONGEST);
  }

  static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }

  /** One line, since it goes into mails' subjects. */
  static String title(String text) {
    return cut(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), LONGEST_TITLE);
  }
}
