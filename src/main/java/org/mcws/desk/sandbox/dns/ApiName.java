package org.mcws.desk.sandbox.dns;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Names as the API takes them: with final dot and few characters. They come out in lower case. */
final class ApiName {

  private static final String PLAIN = "[A-Za-z0-9_/.-]*";

  private ApiName() {}

  static String zone(String text) {
    return checked(text, text);
  }

  /** A zone that a list is filtered by. */
  static String filter(String text) {
    if (!text.matches(PLAIN)) {
      throw ApiProblem.because("Name '" + text + "' contains unsupported characters");
    }
    return zone(text);
  }

  /** The owner of records, which may start with a wildcard. */
  static String owner(String text) {
    return checked(text, text.startsWith("*.") ? text.substring(2) : text);
  }

  /** A zone's name in a path, where the final dot may be missing and =2F stands for a slash. */
  static String zoneId(String id) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) != '=') {
        name.append(id.charAt(i));
      } else if (id.substring(i).matches("=\\p{XDigit}{2}.*")) {
        name.append((char) Integer.parseInt(id.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        throw ApiProblem.of(400);
      }
    }
    if (!parses(absolute(name.toString()))) {
      throw ApiProblem.because("Unable to parse DNS Name '" + name + "'");
    }
    return absolute(name.toString());
  }

  static String absolute(String name) {
    return (name.endsWith(".") ? name : name + ".").toLowerCase(Locale.ROOT);
  }

  private static String checked(String text, String restricted) {
    if (!text.endsWith(".")) {
      throw ApiProblem.because("DNS Name '" + text + "' is not canonical");
    }
    if (!parses(text)) {
      throw ApiProblem.because("Unable to parse DNS Name '" + text + "'");
    }
    if (!restricted.matches(PLAIN)) {
      throw ApiProblem.because("Name '" + escaped(text) + "' contains unsupported characters");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  static boolean parses(String text) {
    try {
      Name.fromString(
          new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
      return !text.startsWith(".") || text.equals(".");
    } catch (TextParseException e) {
      return false;
    }
  }

  /** With everything but visible ASCII as decimal octets. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ') {
        escaped.append((char) octet);
      } else {
        escaped.append(String.format("\\%03d", octet & 0xff));
      }
    }
    return escaped.toString();
  }
}
