package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a zone from the document of a POST. */
final class ZoneCreation {

  private static final long TTL = 3600;
  private static final Map<String, String> KINDS =
      Map.of("master", "Master", "slave", "Slave", "producer", "Producer", "consumer", "Consumer");

  private ZoneCreation() {}

  static Zone zone(String name, JsonNode document) {
    String kind = kind(ApiDocument.text(document, "kind"));
    if (!document.path("zone").asText("").isEmpty()) {
      throw ApiProblem.because("The sandbox takes rrsets, no zone data as text");
    }
    Zone zone =
        new Zone(
            name,
            kind,
            document.path("account").asText(""),
            document.path("api_rectify").asBoolean(false),
            document.path("soa_edit").asText(""),
            document.path("soa_edit_api").asText("DEFAULT"),
            List.of());
    for (JsonNode rrset : document.path("rrsets")) {
      zone = withSet(zone, rrset);
    }
    return withNameServers(withSoa(zone), nameServers(document.path("nameservers")));
  }

  /** An unknown kind is taken for Native, as by PowerDNS. */
  static String kind(String text) {
    return KINDS.getOrDefault(text.toLowerCase(Locale.ROOT), "Native");
  }

  private static Zone withSet(Zone zone, JsonNode rrset) {
    String owner = ApiName.owner(ApiDocument.text(rrset, "name"));
    String type = RrSetReader.type(rrset, owner);
    boolean hasRecords = rrset.path("records").isArray();
    List<Content> records =
        hasRecords ? RrSetReader.records(rrset, zone.name(), owner, type) : List.of();
    if (!zone.contains(owner)) {
      throw ApiProblem.because("RRset " + owner + " IN " + type + ": Name is out of zone");
    }
    long ttl = hasRecords ? ApiDocument.number(rrset, "ttl") : 0;
    return zone.with(new RrSet(owner, type, ttl, records, RrSetReader.comments(rrset)));
  }

  private static Zone withSoa(Zone zone) {
    RrSet given = zone.find(zone.name(), "SOA").orElse(null);
    String content =
        given == null
            ? String.format("ns1.%1$s hostmaster.%1$s 0 10800 3600 604800 60", zone.name())
            : given.records().get(0).content();
    String soa = zone.soaEditApi().isEmpty() ? content : SoaSerial.raise(content, LocalDate.now());
    return zone.with(
        new RrSet(
            zone.name(),
            "SOA",
            given == null ? TTL : given.ttl(),
            List.of(new Content(soa, false)),
            given == null ? List.of() : given.comments()));
  }

  private static Zone withNameServers(Zone zone, List<Content> servers) {
    if (servers.isEmpty()) {
      return zone;
    }
    if (zone.find(zone.name(), "NS").isPresent()) {
      throw ApiProblem.because("Nameservers list MUST NOT be mixed with zone-level NS in rrsets");
    }
    return zone.with(new RrSet(zone.name(), "NS", TTL, servers, List.of()));
  }

  private static List<Content> nameServers(JsonNode list) {
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw ApiProblem.because("Nameservers is not a list");
    }
    List<Content> servers = new ArrayList<>();
    for (JsonNode server : list) {
      String name = server.asText("");
      if (name.isEmpty()) {
        throw ApiProblem.because("Nameservers must be non-empty strings");
      }
      if (!name.endsWith(".")) {
        throw ApiProblem.because("Nameserver is not canonical: '" + name + "'");
      }
      if (!ApiName.parses(name)) {
        throw ApiProblem.because("Unable to parse DNS Name for NS '" + name + "'");
      }
      servers.add(new Content(name, false));
    }
    return servers;
  }
}
