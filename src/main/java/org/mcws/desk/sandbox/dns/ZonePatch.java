package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The changes of one PATCH: all of them make a new zone or none does. */
final class ZonePatch {

  private static final String EXCLUSIVE = "CNAME";

  private final JsonNode rrsets;
  private final Set<String> seen = new HashSet<>();
  private boolean serialDone;

  ZonePatch(JsonNode document) {
    this.rrsets = document.path("rrsets");
    if (!rrsets.isArray()) {
      throw ApiProblem.because("No rrsets given in update request");
    }
  }

  Zone apply(Zone zone) {
    Zone changed = zone;
    for (JsonNode rrset : rrsets) {
      changed = change(changed, rrset);
    }
    return serialDone || zone.soaEditApi().isEmpty() ? changed : raised(changed);
  }

  private Zone change(Zone zone, JsonNode rrset) {
    String changetype = ApiDocument.text(rrset, "changetype").toUpperCase(Locale.ROOT);
    String owner = ApiName.owner(ApiDocument.text(rrset, "name"));
    String type = RrSetReader.type(rrset, owner);
    String set = "RRset " + owner + " IN " + type;
    if (!seen.add(set + changetype)) {
      throw ApiProblem.because("Duplicate " + set + " with changetype: " + changetype);
    }
    return switch (changetype) {
      case "DELETE" -> zone.without(owner, type);
      case "REPLACE" -> replace(zone, rrset, owner, type, set);
      default -> throw ApiProblem.because("Changetype not understood");
    };
  }

  private Zone replace(Zone zone, JsonNode rrset, String owner, String type, String set) {
    if (!zone.contains(owner)) {
      throw ApiProblem.because(set + ": Name is out of zone");
    }
    boolean records = rrset.path("records").isArray();
    boolean comments = rrset.path("comments").isArray();
    if (!records && !comments) {
      throw ApiProblem.because("No change for " + set);
    }
    Optional<RrSet> before = zone.find(owner, type);
    long ttl = records ? ApiDocument.number(rrset, "ttl") : before.map(RrSet::ttl).orElse(0L);
    List<Content> contents =
        records
            ? withRaisedSerial(zone, type, RrSetReader.records(rrset, zone.name(), owner, type))
            : before.map(RrSet::records).orElse(List.of());
    List<Comment> notes =
        comments ? RrSetReader.comments(rrset) : before.map(RrSet::comments).orElse(List.of());
    if (records) {
      refuseConflict(zone, owner, type, set);
    }
    boolean gone = records && contents.isEmpty() && !comments;
    return gone || contents.isEmpty() && notes.isEmpty()
        ? zone.without(owner, type)
        : zone.with(new RrSet(owner, type, ttl, contents, notes));
  }

  /** A CNAME stands alone. */
  private static void refuseConflict(Zone zone, String owner, String type, String set) {
    for (RrSet other : zone.servedAt(owner)) {
      if (!other.type().equals(type)
          && (EXCLUSIVE.equals(type) || EXCLUSIVE.equals(other.type()))) {
        throw ApiProblem.because(set + ": Conflicts with pre-existing RRset");
      }
    }
  }

  private List<Content> withRaisedSerial(Zone zone, String type, List<Content> contents) {
    if (!"SOA".equals(type) || zone.soaEditApi().isEmpty() || contents.isEmpty()) {
      return contents;
    }
    serialDone = true;
    String soa = SoaSerial.raise(contents.get(0).content(), LocalDate.now());
    return List.of(new Content(soa, contents.get(0).disabled()));
  }

  private static Zone raised(Zone zone) {
    return zone.soa()
        .flatMap(soa -> zone.find(zone.name(), "SOA").map(set -> raised(zone, set, soa)))
        .orElse(zone);
  }

  private static Zone raised(Zone zone, RrSet set, String soa) {
    Content next = new Content(SoaSerial.raise(soa, LocalDate.now()), false);
    return zone.with(new RrSet(set.name(), set.type(), set.ttl(), List.of(next), set.comments()));
  }
}
