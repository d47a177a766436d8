package org.mcws.desk.platform.dns;

import java.util.List;

/** Look-ups for other packages' tests. */
public final class AuthoritativeLookups {

  private AuthoritativeLookups() {}

  /**
   * @param authority host and port
   */
  public static AuthoritativeLookup at(String authority) {
    return new AuthoritativeLookup(new DnsSettings("powerdns", List.of("test"), authority));
  }
}
