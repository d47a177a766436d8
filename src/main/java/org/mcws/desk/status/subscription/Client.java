package org.mcws.desk.status.subscription;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Who sends a request, as far as that can be told from its address. */
final class Client {

  private static final int NETWORK = 8;

  private Client() {}

  /** The address; of IPv6 the network of 64 bits, which one subscriber of a provider has. */
  static String of(String address) {
    // Only what can be nothing but an IPv6 address is parsed: a name would be looked up.
    if (!address.contains(":") || !address.matches("[0-9a-fA-F:.]+")) {
      return address;
    }
    try {
      return InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK))
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
