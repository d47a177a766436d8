package org.mcws.desk.sandbox.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A zone as it is at one moment. Changes make a new one.
 *
 * @param name lower case, with final dot
 * @param kind {@code Native}, {@code Master} and so on
 * @param account a free text that belongs to the API's client
 * @param soaEditApi how a change through the API raises the serial; empty for not at all
 */
record Zone(
    String name,
    String kind,
    String account,
    boolean apiRectify,
    String soaEdit,
    String soaEditApi,
    List<RrSet> rrsets) {

  Zone {
    rrsets = List.copyOf(rrsets);
  }

  Optional<RrSet> find(String owner, String type) {
    return rrsets.stream().filter(set -> set.is(owner, type)).findFirst();
  }

  /** The sets at a name of which something is served. */
  List<RrSet> servedAt(String owner) {
    return rrsets.stream()
        .filter(set -> set.name().equals(owner) && !set.served().isEmpty())
        .toList();
  }

  boolean contains(String owner) {
    return owner.equals(name) || owner.endsWith("." + name);
  }

  Optional<String> soa() {
    return find(name, "SOA").flatMap(set -> set.served().stream().findFirst());
  }

  /** The serial, 0 without a SOA record. */
  long serial() {
    return soa().map(SoaSerial::of).orElse(0L);
  }

  Zone with(RrSet replacement) {
    Zone rest = without(replacement.name(), replacement.type());
    List<RrSet> sets = new ArrayList<>(rest.rrsets);
    sets.add(replacement);
    return rest.withSets(sets);
  }

  Zone without(String owner, String type) {
    return withSets(rrsets.stream().filter(set -> !set.is(owner, type)).toList());
  }

  Zone withSets(List<RrSet> sets) {
    return new Zone(name, kind, account, apiRectify, soaEdit, soaEditApi, sets);
  }
}
