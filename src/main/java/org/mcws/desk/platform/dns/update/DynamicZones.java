package org.mcws.desk.platform.dns.update;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordData;
import org.mcws.desk.platform.dns.RecordSet;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Zones on a name server that takes DNS UPDATE. People make the zones; the desk takes one that is
 * empty for an owner, and gives it back empty.
 *
 * <p>Each operation reads the whole zone first: only a transfer finds what an owner has without an
 * index of its own, which could differ from the zone. Then it changes what differs, in a message
 * that rests on what was read, and begins anew if that has changed meanwhile.
 */
@ConditionalOnProperty(name = "desk.dns.server", havingValue = "update")
@Component
final class DynamicZones implements DnsZones {

  private static final int ATTEMPTS = 5;

  private final PrimaryServer primary;

  DynamicZones(UpdateSettings settings, InstantSource clock) {
    this.primary = new PrimaryServer(settings, clock);
  }

  @Override
  public boolean holds(String zone) {
    return primary.holds(zoneName(zone));
  }

  @Override
  public void ensureZone(String zone, String owner) {
    Name name = zoneName(zone);
    Name place =
        new Registry(name)
            .placeFor(name)
            .orElseThrow(() -> zoneRefused(zone, "it is too long to note whose it is"));
    settle(
        zone,
        "zoneRefused",
        () -> {
          Optional<ZoneContent> content = primary.read(name);
          if (content.filter(held -> isTakenBy(held, owner)).isPresent()) {
            return List.of();
          }
          requireNobodyBelow(name, owner);
          ZoneContent held = content.orElseThrow(() -> notServed(zone));
          requireEmpty(zone, held, owner);
          Change change = new Change(held);
          change.markZone(place, Optional.of(owner));
          return List.of(change);
        });
  }

  @Override
  public void ensureRecords(String zone, String owner, List<RecordSet> records) {
    Name name = zoneName(zone);
    List<WantedSet> wanted = records.stream().map(WantedSet::of).toList();
    settle(
        zone,
        "recordRefused",
        () -> {
          ZoneContent content =
              primary
                  .read(name)
                  .orElseThrow(
                      () ->
                          new PlatformRefusal(
                              "recordRefused",
                              "the name server has no zone " + zone + ": create the zone first"));
          return List.of(new RecordChanges(content, owner).ensuring(wanted));
        });
  }

  @Override
  public List<RecordSet> recordsOf(String zone, String owner) {
    return primary.read(zoneName(zone)).stream()
        .flatMap(
            content ->
                ownSets(content, owner).stream()
                    .map(content::find)
                    .filter(records -> !records.isEmpty()))
        .map(DynamicZones::recordSet)
        .toList();
  }

  @Override
  public void removeRecords(String zone, String owner) {
    settle(
        zone,
        "recordRefused",
        () ->
            primary.read(zoneName(zone)).stream()
                .flatMap(
                    content ->
                        new RecordChanges(content, owner)
                            .removing(ownSets(content, owner), false).stream())
                .toList());
  }

  @Override
  public void removeZone(String zone, String owner) {
    settle(
        zone,
        "zoneRefused",
        () ->
            primary.read(zoneName(zone)).stream()
                .filter(content -> isTakenBy(content, owner))
                .flatMap(
                    content ->
                        new RecordChanges(content, owner).removing(content.marked(), true).stream())
                .toList());
  }

  /**
   * @param changes what is to be done after another look at the zone
   * @param code of a refusal
   */
  private void settle(String zone, String code, Supplier<List<Change>> changes) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean made =
          changes.get().stream()
              .filter(change -> !change.isEmpty())
              .allMatch(change -> primary.make(change, code));
      if (made) {
        return;
      }
    }
    throw new PlatformUnavailable(
        String.format(
            "the zone %s on the name server %s was changed by others each of the %d times that the"
                + " desk was about to change it. Try again; if it stays like that, look into the"
                + " server's log for who changes it, or whether what it serves lags behind what it"
                + " is told (in BIND, inline-signing).",
            zone, primary, ATTEMPTS));
  }

  /** A new zone hides what the zone above it says of its names, so these must be nobody else's. */
  private void requireNobodyBelow(Name zone, String owner) {
    for (int labels = 1; labels < zone.labels() - 1; labels++) {
      Optional<ZoneContent> above = primary.read(new Name(zone, labels));
      if (above.isPresent()) {
        above
            .get()
            .strangeBelow(zone, owner)
            .ifPresent(
                set -> {
                  throw new PlatformRefusal(
                      "zoneTaken",
                      String.format(
                          "%s has %s records that do not belong to %s, and a zone %s would hide"
                              + " them. Choose another domain, or let Ops remove them.",
                          set.name().toString(true),
                          Type.string(set.type()),
                          owner,
                          zone.toString(true)));
                });
        return;
      }
    }
  }

  private void requireEmpty(String zone, ZoneContent content, String owner) {
    if (!content.zoneOwners().isEmpty()) {
      throw new PlatformRefusal(
          "zoneTaken",
          "the zone "
              + zone
              + " is on the name server already and was not made for "
              + owner
              + ". Choose another domain, or let Ops find out whose it is.");
    }
    content
        .strangeTo(owner)
        .ifPresent(
            set -> {
              throw new PlatformRefusal(
                  "zoneTaken",
                  String.format(
                      "the zone %s is on the name server already, nobody's by its marks, but not"
                          + " empty: it has %s records at %s. If it may be %s's, let Ops remove all"
                          + " but its SOA and NS records and try again; else choose another domain.",
                      zone, Type.string(set.type()), set.name().toString(true), owner));
            });
  }

  private PlatformRefusal notServed(String zone) {
    return zoneRefused(
        zone,
        String.format(
            "the name server %s does not serve it, and DNS UPDATE makes no zones. Let its"
                + " administrators add the zone with nothing but its SOA and NS records, and let"
                + " the key %s change and transfer it; in BIND: zone \"%s\" { type primary; file"
                + " \"%s\"; update-policy { grant %s zonesub; }; allow-transfer { key \"%s\"; };"
                + " }; and name its name servers (NS) in the zone above it. Then try this step"
                + " again",
            primary, primary.keyName(), zone, zone, primary.keyName(), primary.keyName()));
  }

  private static boolean isTakenBy(ZoneContent content, String owner) {
    return content.zoneOwners().equals(Set.of(owner));
  }

  private static List<SetId> ownSets(ZoneContent content, String owner) {
    return content.marked().stream().filter(id -> content.isOwn(id, owner)).toList();
  }

  private static RecordSet recordSet(List<Record> records) {
    Record first = records.get(0);
    return new RecordSet(
        first.getName().toString(true),
        Type.string(first.getType()),
        Duration.ofSeconds(first.getTTL()),
        records.stream().map(RecordData::notation).toList());
  }

  private static Name zoneName(String zone) {
    try {
      return WantedSet.name(zone);
    } catch (TextParseException e) {
      throw zoneRefused(zone, e.getMessage());
    }
  }

  private static PlatformRefusal zoneRefused(String zone, String reason) {
    return new PlatformRefusal(
        "zoneRefused", "there can be no zone " + zone + " yet: " + reason + ".");
  }
}
