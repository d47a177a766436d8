package org.mcws.desk.notification;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Header lines that a mail has beside those of every mail.
 *
 * @param values by their names
 */
public record MailHeaders(Map<String, String> values) {

  public static final MailHeaders NONE = new MailHeaders(Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");
  private static final String COLON = ": ";

  /**
   * @throws IllegalArgumentException if one would not be a line of printable ASCII
   */
  public MailHeaders {
    values = new TreeMap<>(values);
    values.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no header line");
          }
        });
  }

  /**
   * Lets mail programs offer a button that ends such mails (RFC 8058).
   *
   * @param address where a POST ends them, without log-in and without cookies
   */
  public static MailHeaders oneClickUnsubscribe(URI address) {
    return new MailHeaders(
        Map.of(
            "List-Unsubscribe",
            "<" + address + ">",
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click"));
  }

  static MailHeaders read(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(COLON);
              values.put(line.substring(0, colon), line.substring(colon + COLON.length()));
            });
    return new MailHeaders(values);
  }

  /** As they are kept. */
  String lines() {
    return values.entrySet().stream()
        .map(header -> header.getKey() + COLON + header.getValue())
        .collect(Collectors.joining("\n"));
  }
}
