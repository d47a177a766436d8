package org.mcws.desk.platform.dns.powerdns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.mcws.desk.platform.dns.powerdns.ServedZone.Comment;
import org.mcws.desk.platform.dns.powerdns.ServedZone.Data;

/** What one PATCH does to one record set. Comments go with their set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SetChange(
    String name,
    String type,
    String changetype,
    Long ttl,
    List<Data> records,
    List<Comment> comments) {

  static SetChange replace(
      String name, String type, long ttl, List<String> values, List<Comment> comments) {
    List<Data> records = values.stream().map(value -> new Data(value, false)).toList();
    return new SetChange(name, type, "REPLACE", ttl, records, comments);
  }

  static SetChange delete(ServedZone.Set set) {
    return new SetChange(set.name(), set.type(), "DELETE", null, null, null);
  }
}
