package org.mcws.desk.sandbox.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What is kept as text, as DNS sends it. It was checked when it came in. */
final class Wire {

  private Wire() {}

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only a TXT may have been kept empty. */
  private static String data(String content) {
    return content.isEmpty() ? "\"\"" : content;
  }

  static List<Record> records(Name owner, RrSet set) {
    try {
      List<Record> records = new ArrayList<>();
      for (String content : set.served()) {
        records.add(
            Record.fromString(
                owner, Type.value(set.type()), DClass.IN, set.ttl(), data(content), Name.root));
      }
      return records;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
