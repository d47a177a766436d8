package org.mcws.desk.platform.hosting;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;
import org.xbill.DNS.Address;

/**
 * Where the desk looks at a site: at the edge, and anywhere in the internet, but nowhere else
 * inside the platform, since it is the communities who say where their own domains lead.
 */
final class SiteAddresses {

  private final Set<InetAddress> edge;

  SiteAddresses(EdgeSettings settings) {
    this.edge =
        settings.addresses().stream()
            .map(
                text -> {
                  try {
                    return Address.getByAddress(text);
                  } catch (UnknownHostException e) {
                    throw new IllegalArgumentException(
                        "desk.hosting.edge.addresses has "
                            + text
                            + ", which is no IP address: give addresses such as"
                            + " 203.0.113.10,2001:db8::10",
                        e);
                  }
                })
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The addresses to connect to; no resolver is asked.
   *
   * @param host whose they are
   * @throws PlatformUnavailable if any of them is one at which the desk does not look
   */
  List<InetAddress> of(String host, List<String> addresses) {
    return addresses.stream().map(text -> address(host, text)).toList();
  }

  private InetAddress address(String host, String text) {
    InetAddress address;
    try {
      address = Address.getByAddress(text);
    } catch (UnknownHostException e) {
      throw new PlatformUnavailable(
          host + " leads to " + text + ", which is no IP address. Look at its DNS records.", e);
    }
    if (edge.contains(address) || PublicAddresses.isPublic(address)) {
      return address;
    }
    throw new PlatformUnavailable(
        host
            + " leads to the platform's own addresses, to "
            + text
            + ", where the desk looks at no site. Let its DNS records point to the edge, or name"
            + " the address in desk.hosting.edge.addresses if it is the edge's.");
  }
}
