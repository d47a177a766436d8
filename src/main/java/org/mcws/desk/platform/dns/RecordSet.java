package org.mcws.desk.platform.dns;

import java.time.Duration;
import java.util.List;

/**
 * All records of one name and type.
 *
 * @param name fully qualified name in A-label form, without the final dot
 * @param type record type, such as {@code A}, {@code MX} or {@code TXT}
 * @param ttl how long resolvers may remember it, whole seconds
 * @param values the records' data in zone-file notation: host names with final dot, {@code MX} with
 *     its preference, {@code TXT} in quotes
 */
public record RecordSet(String name, String type, Duration ttl, List<String> values) {

  public RecordSet {
    values = List.copyOf(values);
  }
}
