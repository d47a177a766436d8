package org.mcws.desk.sandbox.dns;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Fills the answer to one question from the zones: RFC 1034 section 4.3.2 with the wildcards of RFC
 * 4592. An alias is followed as long as it leads to names the server is an authority for.
 */
final class Answer {

  private static final int LONGEST_CHAIN = 10;
  private static final Set<String> POINTING = Set.of("NS", "MX", "SRV");

  private final ZoneStore zones;
  private final Message message;
  private final String type;
  private final Set<Record> added = new HashSet<>();

  Answer(ZoneStore zones, Message message, int type) {
    this.zones = zones;
    this.message = message;
    this.type = Type.string(type);
  }

  void fill(Name question) {
    Name name = question;
    for (int links = 0; links < LONGEST_CHAIN; links++) {
      ServedZone zone = authority(text(name)).orElse(null);
      if (zone == null) {
        refuseUnlessFollowed(links);
        return;
      }
      message.getHeader().setFlag(Flags.AA);
      Optional<Name> next = answerFrom(zone, name, links);
      if (next.isEmpty()) {
        return;
      }
      name = next.get();
    }
    message.removeAllRecords(Section.ANSWER);
    message.getHeader().setRcode(Rcode.SERVFAIL);
  }

  /** DS lies in the parent's zone, so the zone of that very name is not asked for it. */
  private Optional<ServedZone> authority(String name) {
    if ("DS".equals(type) && zones.find(name).isPresent()) {
      Optional<ServedZone> parent = zones.authorityFor(name.substring(name.indexOf('.') + 1));
      if (parent.isPresent()) {
        return parent;
      }
    }
    return zones.authorityFor(name);
  }

  private void refuseUnlessFollowed(int links) {
    if (links == 0) {
      message.getHeader().setRcode(Rcode.REFUSED);
    }
  }

  /** The name to go on with, if this one is an alias. */
  private Optional<Name> answerFrom(ServedZone zone, Name name, int links) {
    String owner = text(name);
    Optional<RrSet> cut = delegation(zone, owner);
    if (cut.isPresent()) {
      refer(zone, cut.get(), links);
      return Optional.empty();
    }
    List<RrSet> sets = zone.at(owner);
    if (sets.isEmpty() && !zone.knows(owner)) {
      sets = zone.at("*." + closestEncloser(zone, owner));
      if (sets.isEmpty()) {
        message.getHeader().setRcode(Rcode.NXDOMAIN);
        deny(zone);
        return Optional.empty();
      }
    }
    return answerWith(zone, name, sets);
  }

  private Optional<Name> answerWith(ServedZone zone, Name name, List<RrSet> sets) {
    boolean found = false;
    for (RrSet set : sets) {
      if (set.type().equals(type) || "ANY".equals(type)) {
        found = true;
        add(Section.ANSWER, name, set);
        addTargets(zone, set);
      }
    }
    Optional<RrSet> alias = sets.stream().filter(set -> set.type().equals("CNAME")).findFirst();
    if (alias.isPresent() && !"CNAME".equals(type)) {
      if (!found) {
        add(Section.ANSWER, name, alias.get());
      }
      return Optional.of(Wire.name(alias.get().served().get(0)));
    }
    if (!found) {
      deny(zone);
    }
    return Optional.empty();
  }

  /** The highest name between the zone and the owner that is delegated away. */
  private Optional<RrSet> delegation(ServedZone zone, String owner) {
    Optional<RrSet> highest = Optional.empty();
    for (String name = owner; !name.equals(zone.name()); name = parent(name)) {
      boolean askedInParent = name.equals(owner) && "DS".equals(type);
      Optional<RrSet> servers = askedInParent ? Optional.empty() : zone.find(name, "NS");
      highest = servers.isPresent() ? servers : highest;
    }
    return highest;
  }

  private void refer(ServedZone zone, RrSet cut, int links) {
    if (links == 0) {
      message.getHeader().unsetFlag(Flags.AA);
    }
    add(Section.AUTHORITY, Wire.name(cut.name()), cut);
    addTargets(zone, cut);
  }

  private static String closestEncloser(ServedZone zone, String owner) {
    String name = parent(owner);
    while (!name.equals(zone.name()) && !zone.knows(name)) {
      name = parent(name);
    }
    return name;
  }

  private void deny(ServedZone zone) {
    RrSet soa = zone.find(zone.name(), "SOA").orElseThrow();
    String[] fields = soa.served().get(0).split(" ");
    long minimum = Long.parseLong(fields[fields.length - 1]);
    RrSet shortLived =
        new RrSet(soa.name(), soa.type(), Math.min(soa.ttl(), minimum), soa.records(), List.of());
    add(Section.AUTHORITY, Wire.name(zone.name()), shortLived);
  }

  private void addTargets(ServedZone zone, RrSet set) {
    if (!POINTING.contains(set.type())) {
      return;
    }
    for (String content : set.served()) {
      String target = content.substring(content.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
      for (RrSet address : zone.at(target)) {
        if (address.type().equals("A") || address.type().equals("AAAA")) {
          add(Section.ADDITIONAL, Wire.name(target), address);
        }
      }
    }
  }

  private void add(int section, Name owner, RrSet set) {
    for (Record record : Wire.records(owner, set)) {
      if (added.add(record)) {
        message.addRecord(record, section);
      }
    }
  }

  private static String parent(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private static String text(Name name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
