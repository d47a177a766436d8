package org.mcws.desk.recovery.alert;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the host in what labels hold: a name, a name with a port, an address of whatever scheme.
 */
final class HostNames {

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_NAME = 253;

  /** Containers' names may have underscores. */
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";

  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern IP_V6 = Pattern.compile("[0-9a-f]*(:[0-9a-f.]*){2,8}");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

  private HostNames() {}

  /** The host in lower case, as an A-label, without final dot; empty if there is none. */
  static Optional<String> of(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    String authority = SCHEME.matcher(text.strip()).replaceFirst("").split("[/?#]", 2)[0];
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int end = host.indexOf(']');
    if (host.startsWith("[") && end > 0) {
      return ipV6(host.substring(1, end));
    }
    int colon = host.indexOf(':');
    if (colon != host.lastIndexOf(':')) {
      return ipV6(host);
    }
    return name(colon < 0 ? host : host.substring(0, colon));
  }

  private static Optional<String> ipV6(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(ip -> IP_V6.matcher(ip).matches());
  }

  private static Optional<String> name(String text) {
    try {
      String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
      String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      return Optional.of(name)
          .filter(host -> host.length() <= LONGEST_NAME && NAME.matcher(host).matches());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
