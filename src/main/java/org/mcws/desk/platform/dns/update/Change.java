package org.mcws.desk.platform.dns.update;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Changes to a zone that a name server makes together, and only if all sets they rest on are still
 * as they were read (RFC 2136 sections 2.4 and 3.2). So it does no harm if such a message is heard
 * twice: the second one finds the zone changed.
 */
final class Change {

  private final ZoneContent content;
  private final Map<SetId, List<Record>> asRead = new LinkedHashMap<>();
  private final Set<Name> unused = new LinkedHashSet<>();
  private final List<Record> removed = new ArrayList<>();
  private final List<SetId> removedSets = new ArrayList<>();
  private final List<Record> added = new ArrayList<>();

  Change(ZoneContent content) {
    this.content = content;
  }

  boolean isEmpty() {
    return removed.isEmpty() && removedSets.isEmpty() && added.isEmpty();
  }

  Name zone() {
    return content.zone();
  }

  /** The set must be as it was read: the same records, or still none. */
  void rest(SetId id) {
    asRead.put(id, content.find(id));
  }

  /** The name must have no records at all, whatever their type. */
  void restOnNobodyAt(Name name) {
    unused.add(name);
  }

  void replace(SetId id, Collection<? extends Record> records) {
    remove(id);
    added.addAll(records);
  }

  void remove(SetId id) {
    rest(id);
    if (!content.find(id).isEmpty()) {
      removedSets.add(id);
    }
  }

  /** Makes this the set's owner, or nobody if none is given. */
  void mark(SetId id, Name place, Optional<String> owner) {
    Stream<Mark> before =
        content.ownersOf(id).stream().map(other -> Mark.ofRecords(id.type(), other));
    mark(place, before, owner.map(name -> Mark.ofRecords(id.type(), name)));
  }

  /** Makes this the zone's owner, or nobody if none is given. */
  void markZone(Name place, Optional<String> owner) {
    mark(place, content.zoneOwners().stream().map(Mark::ofZone), owner.map(Mark::ofZone));
  }

  private void mark(Name place, Stream<Mark> before, Optional<Mark> after) {
    rest(new SetId(place, Type.TXT));
    before
        .filter(mark -> !after.equals(Optional.of(mark)))
        .forEach(mark -> removed.add(mark.record(place)));
    after.ifPresent(mark -> added.add(mark.record(place)));
  }

  Update message() {
    Update message = new Update(content.zone());
    unused.forEach(message::absent);
    asRead.forEach(
        (id, records) -> {
          if (records.isEmpty()) {
            message.absent(id.name(), id.type());
          } else {
            records.forEach(record -> message.present(withoutTtl(record)));
          }
        });
    removedSets.forEach(id -> message.delete(id.name(), id.type()));
    removed.forEach(message::delete);
    added.forEach(message::add);
    return message;
  }

  /** A prerequisite says nothing of a time to live (RFC 2136 section 2.4.2). */
  private static Record withoutTtl(Record record) {
    return Record.newRecord(
        record.getName(), record.getType(), DClass.IN, 0, record.rdataToWireCanonical());
  }
}
