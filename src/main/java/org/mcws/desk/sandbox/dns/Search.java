package org.mcws.desk.sandbox.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds zones, records and comments by a text in which * and ? are wildcards. */
final class Search {

  private static final Set<String> KINDS = Set.of("all", "zone", "record", "comment");

  private final Pattern pattern;
  private final String kind;
  private final int max;

  Search(String text, String kind, String max) {
    this.max = max(max);
    if (text.isEmpty()) {
      throw ApiProblem.because("Query q can't be blank");
    }
    if (!KINDS.contains(kind)) {
      throw ApiProblem.because(
          "object_type must be one of the following options: all, zone, record, comment");
    }
    this.kind = kind;
    String quoted = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    this.pattern = Pattern.compile(quoted, Pattern.CASE_INSENSITIVE);
  }

  List<Map<String, Object>> in(List<Zone> zones) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (wants("zone")) {
      zones.stream()
          .filter(zone -> matches(zone.name()))
          .limit(max)
          .forEach(zone -> found.add(entry("zone", zone.name(), zone, false)));
    }
    List<Map<String, Object>> records = new ArrayList<>();
    List<Map<String, Object>> comments = new ArrayList<>();
    for (Zone zone : zones) {
      for (RrSet set : zone.rrsets()) {
        set.records().forEach(record -> addRecord(records, zone, set, record));
        set.comments().forEach(comment -> addComment(comments, zone, set, comment));
      }
    }
    records.stream().limit(max).forEach(found::add);
    comments.stream().limit(max).forEach(found::add);
    return found;
  }

  private void addRecord(List<Map<String, Object>> to, Zone zone, RrSet set, Content record) {
    if (wants("record") && (matches(set.name()) || matches(record.content()))) {
      Map<String, Object> entry = entry("record", set.name(), zone, true);
      entry.put("type", set.type());
      entry.put("ttl", set.ttl());
      entry.put("content", record.content());
      entry.put("disabled", record.disabled());
      to.add(entry);
    }
  }

  private void addComment(List<Map<String, Object>> to, Zone zone, RrSet set, Comment comment) {
    if (wants("comment") && (matches(set.name()) || matches(comment.content()))) {
      Map<String, Object> entry = entry("comment", set.name(), zone, true);
      entry.put("type", set.type());
      entry.put("content", comment.content());
      to.add(entry);
    }
  }

  private static Map<String, Object> entry(String kind, String name, Zone zone, boolean inZone) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("object_type", kind);
    entry.put("name", name);
    entry.put("zone_id", zone.name());
    if (inZone) {
      entry.put("zone", zone.name());
    }
    return entry;
  }

  private boolean wants(String one) {
    return "all".equals(kind) || kind.equals(one);
  }

  private boolean matches(String text) {
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return pattern.matcher(bare).matches();
  }

  private static int max(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw ApiProblem.of(500);
    }
    int max = Integer.parseInt(text);
    if (max < 1) {
      throw ApiProblem.because("Maximum entries must be larger than 0");
    }
    return max;
  }
}
