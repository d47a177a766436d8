package org.mcws.desk.platform.dns.powerdns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Zones in PowerDNS 4.7 or newer with a database behind it that stores comments (any of its generic
 * SQL back ends).
 *
 * <p>Each operation reads first and writes only what differs, in one request that PowerDNS applies
 * as a whole, so that a repetition neither fails nor raises the zone's serial.
 */
@ConditionalOnProperty(name = "desk.dns.server", havingValue = "powerdns", matchIfMissing = true)
@Component
final class PowerDnsZones implements DnsZones {

  private static final long NS_TTL = 3600;

  private final PowerDnsApi api;
  private final List<String> nameServers;

  PowerDnsZones(PowerDnsSettings settings) {
    this.api = new PowerDnsApi(settings);
    this.nameServers = settings.nameServers().stream().map(PowerDnsZones::absolute).toList();
  }

  @Override
  public boolean holds(String zone) {
    return api.holds(absolute(zone));
  }

  @Override
  public void ensureZone(String zone, String owner) {
    String name = absolute(zone);
    Optional<ServedZone> there = api.find(name);
    if (there.isEmpty()) {
      requireNobodyBelow(name, owner);
      if (api.create(name, nameServersOf(name, Optional.empty(), owner))) {
        return;
      }
      // Somebody was faster; it may have been another node of the desk with the same wish.
      there = api.find(name);
    }
    if (there.filter(held -> held.rrsets().isEmpty()).isPresent()) {
      // PowerDNS adds a zone first and its records in a second transaction.
      throw new PlatformUnavailable(
          "the zone "
              + zone
              + " is on the name server without any record: it is being made by"
              + " another node, or was left half made. If it stays like that, delete it in"
              + " PowerDNS.");
    }
    ServedZone served = there.filter(held -> isMadeFor(held, name, owner)).orElse(null);
    if (served == null) {
      throw new PlatformRefusal(
          "zoneTaken",
          "the zone "
              + zone
              + " is on the name server already and was not made for "
              + owner
              + ". Choose another domain, or let Ops find out whose it is.");
    }
    Optional<ServedZone.Set> servers = served.find(name, "NS");
    if (!servers.filter(set -> WireData.same("NS", set.values(), nameServers)).isPresent()) {
      api.change(name, List.of(nameServersOf(name, servers, owner)));
    }
  }

  @Override
  public void ensureRecords(String zone, String owner, List<RecordSet> records) {
    ServedZone served =
        api.find(absolute(zone))
            .orElseThrow(
                () ->
                    new PlatformRefusal(
                        "recordRefused",
                        "the name server has no zone " + zone + ": create the zone first"));
    List<SetChange> changes = new ArrayList<>();
    for (RecordSet wanted : records) {
      Optional<ServedZone.Set> there = served.find(absolute(wanted.name()), wanted.type());
      boolean own = there.filter(set -> Ownership.RECORDS.isOf(set, owner)).isPresent();
      if (!own && there.filter(set -> !set.records().isEmpty()).isPresent()) {
        throw new PlatformRefusal(
            "recordTaken",
            String.format(
                "%s has %s records that do not belong to %s. Choose another name, or let Ops"
                    + " remove them.",
                wanted.name(), wanted.type(), owner));
      }
      if (!own || !isServed(wanted, there.get())) {
        changes.add(
            SetChange.replace(
                absolute(wanted.name()),
                wanted.type(),
                wanted.ttl().toSeconds(),
                wanted.values(),
                Ownership.RECORDS.marked(there, owner)));
      }
    }
    if (!changes.isEmpty()) {
      api.change(absolute(zone), changes);
    }
  }

  @Override
  public List<RecordSet> recordsOf(String zone, String owner) {
    return setsOf(zone, owner).stream()
        .filter(set -> !set.values().isEmpty())
        .map(
            set ->
                new RecordSet(
                    relative(set.name()), set.type(), Duration.ofSeconds(set.ttl()), set.values()))
        .toList();
  }

  @Override
  public void removeRecords(String zone, String owner) {
    List<SetChange> changes = setsOf(zone, owner).stream().map(SetChange::delete).toList();
    if (!changes.isEmpty()) {
      api.change(absolute(zone), changes);
    }
  }

  @Override
  public void removeZone(String zone, String owner) {
    String name = absolute(zone);
    if (api.find(name).filter(held -> isMadeFor(held, name, owner)).isPresent()) {
      api.delete(name);
    }
  }

  /** A new zone hides what the zones above it say of its names, so these must be nobody else's. */
  private void requireNobodyBelow(String zone, String owner) {
    for (int dot = zone.indexOf('.'); dot + 1 < zone.length(); dot = zone.indexOf('.', dot + 1)) {
      api.find(zone.substring(dot + 1)).stream()
          .flatMap(above -> above.rrsets().stream())
          .filter(set -> set.name().equals(zone) || set.name().endsWith("." + zone))
          .filter(set -> !set.records().isEmpty() && !Ownership.RECORDS.isOf(set, owner))
          .findFirst()
          .ifPresent(
              set -> {
                throw new PlatformRefusal(
                    "zoneTaken",
                    String.format(
                        "%s has %s records that do not belong to %s, and a zone %s would hide"
                            + " them. Choose another domain, or let Ops remove them.",
                        relative(set.name()), set.type(), owner, relative(zone)));
              });
    }
  }

  private List<ServedZone.Set> setsOf(String zone, String owner) {
    return api.find(absolute(zone)).stream()
        .flatMap(served -> served.rrsets().stream())
        .filter(set -> Ownership.RECORDS.isOf(set, owner))
        .toList();
  }

  private SetChange nameServersOf(String zone, Optional<ServedZone.Set> before, String owner) {
    return SetChange.replace(zone, "NS", NS_TTL, nameServers, Ownership.ZONE.marked(before, owner));
  }

  private static boolean isMadeFor(ServedZone served, String zone, String owner) {
    return served.find(zone, "NS").filter(set -> Ownership.ZONE.isOf(set, owner)).isPresent();
  }

  private static boolean isServed(RecordSet wanted, ServedZone.Set there) {
    return there.ttl() == wanted.ttl().toSeconds()
        && there.records().size() == there.values().size()
        && WireData.same(wanted.type(), there.values(), wanted.values());
  }

  private static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  private static String relative(String name) {
    return name.substring(0, name.length() - 1);
  }
}
