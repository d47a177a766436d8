package org.mcws.desk.platform.dns.powerdns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Reads zone files that people have published. */
final class ZoneFiles {

  private ZoneFiles() {}

  /** All sets but SOA, which every server numbers itself. */
  static List<RRset> read(Path file, String origin) throws IOException {
    String text =
        Files.readString(file)
            // Fields of a template, and a type of one name server only.
            .replaceAll("\\{\\{ serial_num }}", "1")
            .replaceAll("(?m)^.*\\sDYNA\\s.*$", "");
    Map<String, RRset> sets = new LinkedHashMap<>();
    try (Master master =
        new Master(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            Name.fromString(origin),
            3600)) {
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        if (record.getType() != Type.SOA) {
          sets.computeIfAbsent(record.getName() + " " + record.getType(), key -> new RRset())
              .addRR(record);
        }
      }
    }
    return List.copyOf(sets.values());
  }

  static String content(Record record) {
    return record instanceof TXTRecord text
        ? text.getStrings().stream().collect(Collectors.joining("\" \"", "\"", "\""))
        : record.rdataToString();
  }
}
