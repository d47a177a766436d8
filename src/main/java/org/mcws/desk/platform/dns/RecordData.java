package org.mcws.desk.platform.dns;

import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/** A record's data as text. */
public final class RecordData {

  private RecordData() {}

  /** The zone-file notation; a TXT record always has its quotes. */
  public static String notation(Record record) {
    if (record instanceof TXTRecord text) {
      List<String> strings = text.getStrings();
      return strings.stream().collect(Collectors.joining("\" \"", "\"", "\""));
    }
    return record.rdataToString();
  }
}
