package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Type;

/** Reads record sets out of requests, with the rules that hold inside one set. */
final class RrSetReader {

  private static final Set<String> SINGLE = Set.of("CNAME", "DNAME", "SOA");
  private static final Set<String> APEX_ONLY = Set.of("SOA", "DNSKEY");

  private RrSetReader() {}

  /** The set's type, which must be one that can be stored. */
  static String type(JsonNode rrset, String owner) {
    String type = ApiDocument.text(rrset, "type").toUpperCase(Locale.ROOT);
    if (type.isEmpty() || Type.value(type, true) < 0) {
      throw ApiProblem.because("RRset " + owner + " IN " + type + ": unknown type given");
    }
    if (!Type.isRR(Type.value(type, true))) {
      throw ApiProblem.because("RRset " + owner + " IN " + type + ": invalid type given");
    }
    return type;
  }

  static List<Content> records(JsonNode rrset, String zone, String owner, String type) {
    List<Content> records = new ArrayList<>();
    for (JsonNode record : rrset.path("records")) {
      String content = ApiDocument.text(record, "content");
      records.add(
          new Content(
              RecordContent.checked(owner, type, content),
              record.path("disabled").asBoolean(false)));
    }
    check(zone, owner, type, records);
    return records;
  }

  static List<Comment> comments(JsonNode rrset) {
    List<Comment> comments = new ArrayList<>();
    for (JsonNode comment : rrset.path("comments")) {
      comments.add(
          new Comment(
              ApiDocument.text(comment, "content"),
              ApiDocument.text(comment, "account"),
              comment.path("modified_at").asLong(Instant.now().getEpochSecond())));
    }
    return comments;
  }

  private static void check(String zone, String owner, String type, List<Content> records) {
    if (SINGLE.contains(type) && records.size() > 1) {
      throw ApiProblem.because("RRset " + owner + " IN " + type + " has more than one record");
    }
    if (APEX_ONLY.contains(type) && !owner.equals(zone) && !records.isEmpty()) {
      throw ApiProblem.because("Record " + owner + " IN " + type + " is only allowed at apex");
    }
    if ("DS".equals(type) && owner.equals(zone) && !records.isEmpty()) {
      throw ApiProblem.because("Record " + owner + " IN DS is not allowed at apex");
    }
    Set<String> seen = new HashSet<>();
    for (Content record : records) {
      if (!seen.add(record.content())) {
        throw ApiProblem.because(
            String.format(
                "Duplicate record in RRset %s IN %s with content \"%s\"",
                owner, type, record.content()));
      }
    }
  }
}
