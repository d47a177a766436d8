package org.mcws.desk.platform.dns.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.dns.RecordSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A record set that the desk wants to have, as it goes over the wire.
 *
 * @param records all of them, with their time to live
 */
record WantedSet(SetId id, List<Record> records) {

  private static final Pattern PLAIN_NAME =
      Pattern.compile("[A-Za-z0-9_*/-]+(\\.[A-Za-z0-9_*/-]+)*");
  private static final Set<String> TEXTS = Set.of("TXT", "SPF");

  /** Of these a name has one record; of more, name servers keep one without a word. */
  private static final Set<Integer> SINGLE = Set.of(Type.CNAME, Type.DNAME, Type.SOA);

  /**
   * @throws TextParseException if it is no name in A-label form without final dot
   */
  static Name name(String text) throws TextParseException {
    if (!PLAIN_NAME.matcher(text).matches()) {
      throw new TextParseException(text + " is no domain name in A-label form");
    }
    return Name.fromString(text, Name.root);
  }

  /**
   * @throws PlatformRefusal {@code recordRefused} if something is wrong with it, whatever the zone
   */
  static WantedSet of(RecordSet set) {
    int type = Type.value(set.type());
    if (type < 0 || !Type.isRR(type)) {
      throw refused(set, "unknown type");
    }
    try {
      Name name = name(set.name());
      List<Record> records =
          set.values().stream().map(value -> record(set, name, type, value)).toList();
      if (new HashSet<>(records).size() < records.size()) {
        throw refused(set, "a value is given twice");
      }
      if (records.size() > 1 && SINGLE.contains(type)) {
        throw refused(set, "a name has one such record at most");
      }
      return new WantedSet(new SetId(name, type), records);
    } catch (TextParseException e) {
      throw refused(set, e.getMessage());
    }
  }

  /** Whether the zone has just these records already, with this time to live. */
  boolean isIn(ZoneContent content) {
    List<Record> there = content.find(id);
    return new HashSet<>(there).equals(new HashSet<>(records))
        && there.stream().allMatch(record -> record.getTTL() == records.get(0).getTTL());
  }

  private static Record record(RecordSet set, Name name, int type, String value) {
    if (TEXTS.contains(set.type()) && !value.startsWith("\"")) {
      throw refused(set, "the text must be in quotes (\")");
    }
    try {
      return Record.fromString(name, type, DClass.IN, set.ttl().toSeconds(), ascii(value), null);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(set, e.getMessage());
    }
  }

  /** Octets of other characters by their number, as in a zone file. */
  private static String ascii(String value) {
    StringBuilder ascii = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      ascii.append(
          octet < 0 ? String.format("\\%03d", octet & 0xff) : String.valueOf((char) octet));
    }
    return ascii.toString();
  }

  private static PlatformRefusal refused(RecordSet set, String reason) {
    return new PlatformRefusal(
        "recordRefused",
        set.name()
            + " "
            + set.type()
            + " cannot be published: "
            + reason
            + ". Correct the record.");
  }
}
