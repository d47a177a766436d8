package org.mcws.desk.platform.hosting;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate's DNS names stand for a host, by RFC 9525 (6.3): letters' case does not
 * matter, and a wildcard is the whole first label and stands for exactly one. As browsers do, it
 * asks for two labels behind the wildcard, so that nobody covers all of {@code *.org}. The common
 * name does not count. Java's and HttpClient's own checks also let {@code f*.example.org} pass.
 */
final class CoveredNames {

  private static final String WILDCARD = "*.";

  private CoveredNames() {}

  /**
   * @param names the certificate's DNS names, in A-label form as they stand there
   * @param host in A-label or U-label form
   */
  static boolean include(List<String> names, String host) {
    String wanted;
    try {
      wanted = lower(IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException noHostName) {
      return false;
    }
    return names.stream().map(CoveredNames::lower).anyMatch(name -> covers(name, wanted));
  }

  private static boolean covers(String name, String host) {
    if (!name.startsWith(WILDCARD)) {
      return name.equals(host);
    }
    String parent = name.substring(WILDCARD.length());
    int dot = host.indexOf('.');
    return dot > 0
        && parent.contains(".")
        && !parent.contains("*")
        && host.substring(dot + 1).equals(parent);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
