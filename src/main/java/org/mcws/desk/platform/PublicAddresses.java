package org.mcws.desk.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names of servers that strangers have named, and lets nobody lead the desk to the
 * platform's own machines by a name that points there. It is asked at the moment of connecting, so
 * that a name can't point elsewhere when it is used than when it was checked.
 */
public final class PublicAddresses extends SystemDefaultDnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = super.resolve(host);
    if (!Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
      throw new PrivateAddress(host);
    }
    return addresses;
  }

  /** Whether the address is one of the internet, and not of a machine, a site or a trick. */
  public static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address instanceof Inet4Address) {
      return first != 0
          // Carriers' own networks, which clouds use inside, too.
          && !(first == 100 && second >= 64 && second < 128)
          && !(first == 192 && second == 0 && bytes[2] == 0)
          && !(first == 198 && (second == 18 || second == 19))
          && first < 240;
    }
    // Only global unicast, without the ranges that carry an IPv4 address inside (6to4, Teredo).
    return (first & 0xe0) == 0x20
        && !(first == 0x20 && second == 0x02)
        && !(first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
  }

  /** The name leads to an address that is not public. */
  public static final class PrivateAddress extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    private PrivateAddress(String host) {
      super(host);
    }
  }
}
