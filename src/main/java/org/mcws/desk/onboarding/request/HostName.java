package org.mcws.desk.onboarding.request;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DNS name in A-label form, lower-case, without the final dot.
 *
 * @param ascii two or more labels of letters, digits and dashes, 253 characters at most (RFC 1035,
 *     RFC 5890)
 */
public record HostName(String ascii) {

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
  private static final int LONGEST = 253;

  /**
   * Reads a name as people write it, with letters of any script.
   *
   * @throws IllegalArgumentException with a remedy as its message
   */
  public static HostName of(String text) {
    String ascii;
    try {
      ascii = IDN.toASCII(text.strip(), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(remedy(), e);
    }
    if (ascii.endsWith(".")) {
      ascii = ascii.substring(0, ascii.length() - 1);
    }
    if (ascii.length() > LONGEST || !NAME.matcher(ascii).matches()) {
      throw new IllegalArgumentException(remedy());
    }
    return new HostName(ascii);
  }

  /** Whether this name lies below the other, however deep. */
  public boolean isBelow(String other) {
    return ascii.endsWith("." + other);
  }

  /** The name as people read it. */
  public String readable() {
    return IDN.toUnicode(ascii);
  }

  private static String remedy() {
    return "use a host name such as blog.hispano.example: labels of up to 63 letters, digits and"
        + " dashes";
  }
}
