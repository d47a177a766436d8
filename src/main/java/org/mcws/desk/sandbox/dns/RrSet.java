package org.mcws.desk.sandbox.dns;

import java.util.List;

/**
 * A record set with its comments; either may be missing.
 *
 * @param name lower case, with final dot
 * @param ttl seconds
 */
record RrSet(String name, String type, long ttl, List<Content> records, List<Comment> comments) {

  RrSet {
    records = List.copyOf(records);
    comments = List.copyOf(comments);
  }

  boolean is(String otherName, String otherType) {
    return name.equals(otherName) && type.equals(otherType);
  }

  /** The data that is served. */
  List<String> served() {
    return records.stream().filter(record -> !record.disabled()).map(Content::content).toList();
  }
}
