package org.mcws.desk.platform.dns.powerdns;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A zone as PowerDNS shows it, as far as the desk looks.
 *
 * @param rrsets all its record sets, names with final dot
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServedZone(@JsonProperty(required = true) List<Set> rrsets) {

  ServedZone {
    rrsets = List.copyOf(rrsets);
  }

  Optional<Set> find(String name, String type) {
    return rrsets.stream()
        .filter(set -> set.name().equalsIgnoreCase(name) && set.type().equalsIgnoreCase(type))
        .findFirst();
  }

  /**
   * A record set. PowerDNS also shows sets that have comments and no records.
   *
   * @param ttl in seconds
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Set(String name, String type, long ttl, List<Data> records, List<Comment> comments) {

    Set {
      records = List.copyOf(records);
      comments = List.copyOf(comments);
    }

    /** The data that PowerDNS answers with. */
    List<String> values() {
      return records.stream().filter(data -> !data.disabled()).map(Data::content).toList();
    }
  }

  /** One record's data; a disabled one is kept but not served. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Data(String content, boolean disabled) {}

  /**
   * A note beside a record set.
   *
   * @param modifiedAt when it was written, in seconds since 1970; null for now
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Comment(String content, String account, @JsonProperty("modified_at") Long modifiedAt) {}
}
