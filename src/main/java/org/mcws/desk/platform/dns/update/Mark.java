package org.mcws.desk.platform.dns.update;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Says in the zone itself whose something is: {@code type=A owner=…} a record set, {@code zone
 * owner=…} the whole zone. It is changed by the same message as what it is about. A text longer
 * than a character string of DNS goes on in the next one.
 *
 * @param type of the record set, as in {@link Type}; empty for the zone
 * @param owner as the desk calls it
 */
record Mark(Optional<Integer> type, String owner) {

  private static final Pattern TEXT = Pattern.compile("(?s)(?:zone|type=([A-Z0-9-]+)) owner=(.*)");
  private static final int LONGEST_STRING = 255;
  private static final long TTL_SECONDS = 300;

  static Mark ofZone(String owner) {
    return new Mark(Optional.empty(), owner);
  }

  static Mark ofRecords(int type, String owner) {
    return new Mark(Optional.of(type), owner);
  }

  /** Empty if somebody else wrote this. */
  static Optional<Mark> read(TXTRecord record) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    record.getStringsAsByteArrays().forEach(text::writeBytes);
    Matcher parts = TEXT.matcher(text.toString(StandardCharsets.UTF_8));
    if (!parts.matches()) {
      return Optional.empty();
    }
    if (parts.group(1) == null) {
      return Optional.of(ofZone(parts.group(2)));
    }
    int type = Type.value(parts.group(1));
    return type < 0 ? Optional.empty() : Optional.of(ofRecords(type, parts.group(2)));
  }

  TXTRecord record(Name name) {
    String about = type.map(number -> "type=" + Type.string(number)).orElse("zone");
    byte[] text = (about + " owner=" + owner).getBytes(StandardCharsets.UTF_8);
    List<String> strings = new ArrayList<>();
    for (int from = 0; from < text.length; from += LONGEST_STRING) {
      StringBuilder string = new StringBuilder();
      for (int i = from; i < Math.min(text.length, from + LONGEST_STRING); i++) {
        // So none has a meaning of its own in a zone file, where \123 is an octet.
        boolean plain = text[i] >= ' ' && text[i] <= '~' && text[i] != '\\' && text[i] != '"';
        string.append(
            plain ? String.valueOf((char) text[i]) : String.format("\\%03d", text[i] & 0xff));
      }
      strings.add(string.toString());
    }
    return new TXTRecord(name, DClass.IN, TTL_SECONDS, strings);
  }
}
