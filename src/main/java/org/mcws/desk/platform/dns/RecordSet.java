package org.mcws.desk.platform.dns;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All records of one name and type.
 *
 * @param name fully qualified name in A-label form, without the final dot; kept in lower case
 * @param type record type, such as {@code A}, {@code MX} or {@code TXT}; kept in upper case
 * @param ttl how long resolvers may remember it, whole seconds, 0 to 2^31-1 (RFC 2181 section 8)
 * @param values the records' data in zone-file notation, one or more: host names with final dot,
 *     {@code MX} with its preference, {@code TXT} in quotes
 */
public record RecordSet(String name, String type, Duration ttl, List<String> values) {

  public RecordSet {
    name = name.toLowerCase(Locale.ROOT);
    type = type.toUpperCase(Locale.ROOT);
    values = List.copyOf(values);
    if (name.endsWith(".")) {
      throw new IllegalArgumentException(name + ": give the name without its final dot");
    }
    if (ttl.isNegative() || ttl.getNano() != 0 || ttl.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + ": the time to live is whole seconds, not " + ttl);
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " " + type + ": no values given");
    }
  }
}
