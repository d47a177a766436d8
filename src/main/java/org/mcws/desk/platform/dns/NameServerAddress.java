package org.mcws.desk.platform.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a name server answers.
 *
 * @param text host and port, such as {@code ns1.example.org:53} or {@code [2001:db8::53]:53}; port
 *     53 if none is given
 */
public record NameServerAddress(String text) {

  /** What a setting with such an address must match. */
  public static final String PATTERN =
      "([^:\\[\\]\\s/@]+|\\[[0-9A-Fa-f:.]+\\])"
          + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?";

  private static final int DNS_PORT = 53;

  /** Asked for anew each time, since a name server may move. */
  public InetSocketAddress resolve() throws UnknownHostException {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    return new InetSocketAddress(
        InetAddress.getByName(hasPort ? text.substring(0, colon) : text),
        hasPort ? Integer.parseInt(text.substring(colon + 1)) : DNS_PORT);
  }

  @Override
  public String toString() {
    return text;
  }
}
