package org.mcws.desk.platform.dns.update;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mcws.desk.platform.PlatformRefusal;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * What must change in a zone for an owner's wishes. What a server would take and then not serve is
 * refused here, because RFC 2136 lets it do so without a word: a CNAME beside other records, for
 * one (section 3.4.2.2).
 */
final class RecordChanges {

  /** So that a message stays well below 65,535 octets. */
  private static final int NAMES_AT_ONCE = 50;

  private final ZoneContent content;
  private final String owner;

  RecordChanges(ZoneContent content, String owner) {
    this.content = content;
    this.owner = owner;
  }

  Change ensuring(List<WantedSet> wanted) {
    requireNoneTwice(wanted);
    Change change = new Change(content);
    wanted.forEach(set -> ensure(set, wanted, change));
    return change;
  }

  private void ensure(WantedSet set, List<WantedSet> all, Change change) {
    SetId id = set.id();
    if (!id.name().subdomain(content.zone())) {
      throw refused(id, "the name is out of zone " + content.zone().toString(true));
    }
    if (!content.isOwn(id, owner) && !content.find(id).isEmpty()) {
      throw new PlatformRefusal(
          "recordTaken",
          String.format(
              "%s has %s records that do not belong to %s. Choose another name, or let Ops remove"
                  + " them.",
              id.name().toString(true), Type.string(id.type()), owner));
    }
    requireServable(id, all);
    if (content.isOwn(id, owner) && set.isIn(content)) {
      return;
    }
    Name place = place(id);
    if (id.type() != Type.CNAME) {
      change.rest(new SetId(id.name(), Type.CNAME));
    } else if (content.find(id).isEmpty()) {
      change.restOnNobodyAt(id.name());
    }
    content.cuts(id.name()).forEach(change::rest);
    change.replace(id, set.records());
    change.mark(id, place, Optional.of(owner));
  }

  private void requireServable(SetId id, List<WantedSet> all) {
    if (content.registry().isReserved(id.name())) {
      throw refused(id, "that is where the desk notes whose the records are");
    }
    if (id.type() == Type.NS || id.type() == Type.DNAME) {
      throw refused(
          id, "it would hide others' names below it. The name server's administrators can make it");
    }
    if (id.type() == Type.CNAME ? hasBeside(id, all) : content.isThere(id.name(), Type.CNAME)) {
      throw refused(
          id,
          "a CNAME cannot stand beside other records of its name (Conflicts with pre-existing"
              + " RRset). Remove the one it collides with");
    }
    content
        .cut(id.name())
        .ifPresent(
            cut -> {
              throw refused(id, cut + " hides it, so that this zone does not serve it");
            });
  }

  private boolean hasBeside(SetId id, List<WantedSet> all) {
    return content.hasBeside(id)
        || all.stream()
            .map(WantedSet::id)
            .anyMatch(other -> other.name().equals(id.name()) && !other.equals(id));
  }

  private static void requireNoneTwice(List<WantedSet> wanted) {
    Set<SetId> seen = new HashSet<>();
    for (WantedSet set : wanted) {
      if (!seen.add(set.id())) {
        throw refused(set.id(), "it is given twice");
      }
    }
  }

  /**
   * Takes these sets and their marks away, in as many messages as it takes. They do not get in one
   * another's way, since each changes other names.
   *
   * @param zoneToo whether the zone's own mark goes, after all others
   */
  List<Change> removing(Collection<SetId> ids, boolean zoneToo) {
    List<List<SetId>> byName =
        new ArrayList<>(
            ids.stream()
                .collect(Collectors.groupingBy(SetId::name, TreeMap::new, Collectors.toList()))
                .values());
    // The zone's own name comes first in that order, and shares a place with the zone's mark.
    Collections.reverse(byName);
    List<Change> changes = new ArrayList<>();
    Change change = new Change(content);
    int names = 0;
    for (List<SetId> sets : byName) {
      if (names++ == NAMES_AT_ONCE) {
        changes.add(change);
        change = new Change(content);
        names = 1;
      }
      for (SetId id : sets) {
        change.remove(id);
        change.mark(id, place(id), Optional.empty());
      }
    }
    if (zoneToo) {
      change.markZone(content.registry().placeFor(content.zone()).orElseThrow(), Optional.empty());
    }
    changes.add(change);
    return changes;
  }

  private Name place(SetId id) {
    return content
        .registry()
        .placeFor(id.name())
        .orElseThrow(
            () ->
                refused(
                    id, "the name is too long to note whose it is; 242 characters are the most"));
  }

  private static PlatformRefusal refused(SetId id, String reason) {
    return new PlatformRefusal("recordRefused", id + " cannot be published: " + reason + ".");
  }
}
