package org.mcws.desk.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a mail's text.
 *
 * @param text what is shown
 * @param isLink whether it is an address to follow
 */
record MailText(String text, boolean isLink) {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

  /** The text in pieces, so that a page can make its addresses links and escape everything. */
  static List<MailText> of(String text) {
    List<MailText> pieces = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    int end = 0;
    while (link.find()) {
      if (link.start() > end) {
        pieces.add(new MailText(text.substring(end, link.start()), false));
      }
      pieces.add(new MailText(link.group(), true));
      end = link.end();
    }
    if (end < text.length()) {
      pieces.add(new MailText(text.substring(end), false));
    }
    return pieces;
  }
}
