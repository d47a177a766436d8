package org.mcws.desk.sandbox.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mcws.desk.sandbox.Snapshot;

/** All zones. A change is on disk before anybody sees it. */
final class ZoneStore {

  private final Snapshot<Zones> snapshot;
  private volatile Map<String, ServedZone> zones = Map.of();

  ZoneStore(Snapshot<Zones> snapshot) {
    this.snapshot = snapshot;
  }

  /** Reads what was there; false if nothing ever was. */
  synchronized boolean load() {
    Optional<Zones> saved = snapshot.load();
    Map<String, ServedZone> read = new TreeMap<>();
    saved.ifPresent(
        was -> was.zones().forEach(zone -> read.put(zone.name(), new ServedZone(zone))));
    zones = read;
    return saved.isPresent();
  }

  List<Zone> all() {
    return zones.values().stream().map(ServedZone::zone).toList();
  }

  Optional<Zone> find(String name) {
    return Optional.ofNullable(zones.get(name)).map(ServedZone::zone);
  }

  /** The most specific zone with a SOA record that the name lies in. */
  Optional<ServedZone> authorityFor(String name) {
    Map<String, ServedZone> now = zones;
    String suffix = name;
    while (!suffix.isEmpty()) {
      ServedZone zone = now.get(suffix);
      if (zone != null && zone.find(suffix, "SOA").isPresent()) {
        return Optional.of(zone);
      }
      suffix = suffix.substring(suffix.indexOf('.') + 1);
    }
    return Optional.empty();
  }

  /** False if there is such a zone already. */
  synchronized boolean add(Zone zone) {
    if (zones.containsKey(zone.name())) {
      return false;
    }
    put(zone);
    return true;
  }

  /** False if there is no such zone. */
  synchronized boolean change(String name, UnaryOperator<Zone> change) {
    ServedZone served = zones.get(name);
    if (served == null) {
      return false;
    }
    put(change.apply(served.zone()));
    return true;
  }

  /** False if there is no such zone. */
  synchronized boolean remove(String name) {
    Map<String, ServedZone> next = new TreeMap<>(zones);
    boolean there = next.remove(name) != null;
    keep(next);
    return there;
  }

  private void put(Zone zone) {
    Map<String, ServedZone> next = new TreeMap<>(zones);
    next.put(zone.name(), new ServedZone(zone));
    keep(next);
  }

  private void keep(Map<String, ServedZone> next) {
    snapshot.save(new Zones(next.values().stream().map(ServedZone::zone).toList()));
    zones = next;
  }

  /** What is on disk. */
  record Zones(List<Zone> zones) {}
}
