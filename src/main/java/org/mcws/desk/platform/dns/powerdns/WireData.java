package org.mcws.desk.platform.dns.powerdns;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Compares records' data as it goes over the wire, since a server may note it down differently. */
final class WireData {

  private WireData() {}

  static boolean same(String type, List<String> some, List<String> others) {
    return wire(type, some).equals(wire(type, others));
  }

  private static Set<String> wire(String type, List<String> values) {
    return values.stream().map(value -> wire(type, value)).collect(Collectors.toSet());
  }

  private static String wire(String type, String value) {
    try {
      Record record =
          Record.fromString(Name.root, Type.value(type), DClass.IN, 0, value, Name.root);
      return HexFormat.of().formatHex(record.rdataToWireCanonical());
    } catch (IOException | RuntimeException e) {
      // Not for us to judge: the server takes or refuses the text as it stands.
      return value;
    }
  }
}
