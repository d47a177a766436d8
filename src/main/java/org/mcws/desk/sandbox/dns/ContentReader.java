package org.mcws.desk.sandbox.dns;

/** Reads the fields of a record's data one after the other and gives each in its usual notation. */
final class ContentReader {

  private final String text;
  private int at;

  ContentReader(String text) {
    this.text = text;
  }

  String ipv4() {
    skipSpaces();
    if (!digit()) {
      throw new Malformed(
          "while parsing IP address, expected digits at position " + at + " in '" + text + "'");
    }
    StringBuilder address = new StringBuilder();
    int dots = 0;
    int octet = -1;
    for (; at < text.length() && current() != ' '; at++) {
      if (digit()) {
        octet = Math.max(octet, 0) * 10 + current() - '0';
        if (octet > 255) {
          throw new Malformed("unable to parse IP address");
        }
      } else if (current() != '.') {
        throw new Malformed("unable to parse IP address, strange character: " + current());
      } else if (octet < 0) {
        throw new Malformed("unable to parse IP address, dot without previous digit");
      } else if (++dots > 3) {
        throw new Malformed("unable to parse IP address, too many dots");
      } else {
        address.append(octet).append('.');
        octet = -1;
      }
    }
    if (dots < 3) {
      throw new Malformed("unable to parse IP address, not enough dots");
    }
    if (octet < 0) {
      throw new Malformed("unable to parse IP address, trailing dot");
    }
    return address.append(octet).toString();
  }

  String number(int bits) {
    skipSpaces();
    if (!digit()) {
      throw new Malformed("expected digits at position " + at + " in '" + text + "'");
    }
    long value = 0;
    for (; at < text.length() && digit(); at++) {
      value = value * 10 + current() - '0';
      if (value >= 1L << bits) {
        throw new Malformed("Overflow reading " + bits + " bit integer from record content");
      }
    }
    return Long.toString(value);
  }

  String name() {
    String name = word();
    if (name.contains("..") || name.startsWith(".") && name.length() > 1) {
      throw new IllegalArgumentException("Found . in wrong position in DNSName " + name);
    }
    if (!ApiName.parses(name)) {
      throw new Malformed("unable to parse DNS name '" + name + "'");
    }
    return ApiName.escaped(name.endsWith(".") ? name : name + ".");
  }

  String word() {
    skipSpaces();
    int start = at;
    current();
    while (at < text.length() && current() != ' ') {
      at++;
    }
    return text.substring(start, at);
  }

  /** Texts in quotes; a single word at the very end needs none. Nothing at all is a text, too. */
  String texts(boolean many) {
    StringBuilder texts = new StringBuilder();
    skipSpaces();
    while (at < text.length()) {
      texts.append(texts.isEmpty() ? "" : " ").append(oneText());
      if (!many) {
        break;
      }
      skipSpaces();
    }
    return texts.toString();
  }

  private String oneText() {
    if (rest().matches("[A-Za-z0-9]+ *")) {
      String word = rest().trim();
      at = text.length();
      return '"' + word + '"';
    }
    if (current() != '"') {
      throw new Malformed(
          "Data field in DNS should start with quote (\") at position "
              + at
              + " of '"
              + text
              + "'");
    }
    int start = at++;
    while (at < text.length() && current() != '"') {
      at += current() == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new Malformed("Data field in DNS should end on a quote (\") in '" + text + "'");
    }
    at++;
    return text.substring(start, at);
  }

  /** What no field has taken. */
  String rest() {
    return text.substring(at);
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean digit() {
    return current() >= '0' && current() <= '9';
  }

  private char current() {
    if (at >= text.length()) {
      throw new Malformed("missing field at the end of record content '" + text + "'");
    }
    return text.charAt(at);
  }

  /** A field that is not what its type asks for. */
  static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
