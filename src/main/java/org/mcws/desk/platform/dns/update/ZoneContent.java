package org.mcws.desk.platform.dns.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** All that a zone says at one moment, but for what a server adds when it signs the zone. */
final class ZoneContent {

  /** BIND keeps how far it has come with signing in records of this type. */
  private static final int SIGNING_STATE = 65534;

  private static final Set<Integer> SIGNATURES =
      Set.of(
          Type.RRSIG,
          Type.NSEC,
          Type.NSEC3,
          Type.NSEC3PARAM,
          Type.DNSKEY,
          Type.CDNSKEY,
          Type.CDS,
          SIGNING_STATE);

  private final Name zone;
  private final Registry registry;
  private final Map<SetId, List<Record>> sets;
  private final Map<SetId, Set<String>> owners = new TreeMap<>();
  private final Set<String> zoneOwners = new TreeSet<>();

  /**
   * @param records as a transfer has them, which says the SOA twice
   */
  ZoneContent(Name zone, List<Record> records) {
    this.zone = zone;
    this.registry = new Registry(zone);
    this.sets =
        records.stream()
            .filter(record -> !SIGNATURES.contains(record.getType()))
            .distinct()
            .collect(Collectors.groupingBy(SetId::of, TreeMap::new, Collectors.toList()));
    sets.forEach(
        (id, set) -> {
          if (registry.isReserved(id.name())) {
            set.forEach(record -> note(registry.nameAt(id.name()), record));
          }
        });
  }

  private void note(Name name, Record record) {
    if (record instanceof TXTRecord text) {
      Mark.read(text)
          .ifPresent(
              mark ->
                  mark.type()
                      .map(
                          type ->
                              owners.computeIfAbsent(new SetId(name, type), id -> new TreeSet<>()))
                      .orElse(zoneOwners)
                      .add(mark.owner()));
    }
  }

  Name zone() {
    return zone;
  }

  Registry registry() {
    return registry;
  }

  /** The records of the set; empty if there are none. */
  List<Record> find(SetId id) {
    return sets.getOrDefault(id, List.of());
  }

  boolean isThere(Name name, int type) {
    return sets.containsKey(new SetId(name, type));
  }

  /** Whether the name has records of other types. */
  boolean hasBeside(SetId id) {
    return sets.keySet().stream()
        .anyMatch(other -> other.name().equals(id.name()) && other.type() != id.type());
  }

  /** Whose the set is, going by its marks; more than one only after somebody's own change. */
  Set<String> ownersOf(SetId id) {
    return owners.getOrDefault(id, Set.of());
  }

  boolean isOwn(SetId id, String owner) {
    return ownersOf(id).equals(Set.of(owner));
  }

  Set<String> zoneOwners() {
    return zoneOwners;
  }

  /** All sets that have a mark, those without any records, too. */
  Set<SetId> marked() {
    return owners.keySet();
  }

  /**
   * What is in the zone, not this owner's, and not what a zone has that is just made: its SOA and
   * NS records, with the addresses of name servers in it.
   */
  Optional<SetId> strangeTo(String owner) {
    Set<Name> servers =
        find(new SetId(zone, Type.NS)).stream()
            .map(record -> ((NSRecord) record).getTarget())
            .collect(Collectors.toSet());
    return others(owner)
        .filter(
            id ->
                !(id.name().equals(zone) && (id.type() == Type.SOA || id.type() == Type.NS))
                    && !(servers.contains(id.name()) && isAddress(id)))
        .findFirst();
  }

  /** What is at or below the name, not this owner's, and would be hidden by a zone of that name. */
  Optional<SetId> strangeBelow(Name name, String owner) {
    return cut(name).isPresent()
        ? Optional.empty()
        : others(owner).filter(id -> id.name().subdomain(name)).findFirst();
  }

  private Stream<SetId> others(String owner) {
    return sets.keySet().stream()
        .filter(id -> !registry.isReserved(id.name()) && !isOwn(id, owner));
  }

  /** The delegation or DNAME because of which this zone says nothing of the name. */
  Optional<SetId> cut(Name name) {
    return cuts(name).filter(sets::containsKey).findFirst();
  }

  /** All sets that would be one: a DNAME hides what is below its name, a delegation that, too. */
  Stream<SetId> cuts(Name name) {
    List<SetId> cuts = new ArrayList<>();
    for (int labels = 0; labels <= name.labels() - zone.labels(); labels++) {
      Name parent = new Name(name, labels);
      if (!parent.equals(zone)) {
        cuts.add(new SetId(parent, Type.NS));
      }
      if (!parent.equals(name)) {
        cuts.add(new SetId(parent, Type.DNAME));
      }
    }
    return cuts.stream();
  }

  private static boolean isAddress(SetId id) {
    return id.type() == Type.A || id.type() == Type.AAAA;
  }
}
