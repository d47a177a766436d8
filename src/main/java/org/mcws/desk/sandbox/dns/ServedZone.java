package org.mcws.desk.sandbox.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A zone as the name server reads it: what it serves at a name is found at once. */
final class ServedZone {

  private final Zone zone;
  private final Map<String, List<RrSet>> sets = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  ServedZone(Zone zone) {
    this.zone = zone;
    for (RrSet set : zone.rrsets()) {
      if (!set.served().isEmpty()) {
        sets.computeIfAbsent(set.name(), name -> new ArrayList<>()).add(set);
        know(set.name());
      }
    }
  }

  /** A name is known, and so are those above it in the zone. */
  private void know(String owner) {
    String name = owner;
    while (zone.contains(name) && known.add(name)) {
      name = name.substring(name.indexOf('.') + 1);
    }
  }

  Zone zone() {
    return zone;
  }

  String name() {
    return zone.name();
  }

  /** The sets at a name. */
  List<RrSet> at(String owner) {
    return sets.getOrDefault(owner, List.of());
  }

  Optional<RrSet> find(String owner, String type) {
    return at(owner).stream().filter(set -> set.type().equals(type)).findFirst();
  }

  /** Whether there is something at the name or below it. */
  boolean knows(String owner) {
    return known.contains(owner);
  }
}
