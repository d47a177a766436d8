package org.mcws.desk.platform.dns.powerdns;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.platform.dns.powerdns.ServedZone.Comment;

/**
 * Whose a record set is: a comment beside it says so, which PowerDNS stores in the same transaction
 * as the records and shows to people. The zone's own {@code account} field would not do, because
 * some of its databases cut it off after 40 characters.
 */
enum Ownership {
  /** Of a record set. */
  RECORDS("mcws-desk"),
  /** Of a whole zone: the comment stands beside the zone's NS records. */
  ZONE("mcws-desk-zone");

  private final String account;

  Ownership(String account) {
    this.account = account;
  }

  boolean isOf(ServedZone.Set set, String owner) {
    return set.comments().stream()
        .anyMatch(comment -> isMark(comment) && comment.content().equals(owner));
  }

  /** The set's comments with the owner's mark; people's own notes stay. */
  List<Comment> marked(Optional<ServedZone.Set> set, String owner) {
    Stream<Comment> notes =
        set.stream().flatMap(there -> there.comments().stream()).filter(note -> !isMark(note));
    return Stream.concat(notes, Stream.of(new Comment(owner, account, null))).toList();
  }

  private boolean isMark(Comment comment) {
    return comment.account().equals(account);
  }
}
