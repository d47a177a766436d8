package org.mcws.desk.sandbox.dns;

import java.io.IOException;
import java.util.function.Function;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Checks a record's data and gives it in the notation in which it is kept. */
final class RecordContent {

  private RecordContent() {}

  static String checked(String owner, String type, String content) {
    try {
      return switch (type) {
        case "A" -> expected(type, content, ContentReader::ipv4);
        case "AAAA" -> ipv6(content);
        case "CNAME", "DNAME", "NS", "PTR" -> expected(type, content, ContentReader::name);
        case "MX" -> expected(type, content, data -> data.number(16) + " " + data.name());
        case "SRV" -> expected(type, content, data -> numbers(data, 16, 3) + " " + data.name());
        case "SOA" ->
            expected(
                type,
                content,
                data -> data.name() + " " + data.name() + " " + numbers(data, 32, 5));
        case "TXT", "SPF" -> expected(type, content, data -> data.texts(true));
        case "CAA" ->
            expected(
                type,
                content,
                data -> data.number(8) + " " + data.word() + " " + data.texts(false));
        default -> parsed(owner, type, content);
      };
    } catch (ContentReader.Malformed e) {
      throw problem(
          owner,
          type,
          content,
          "Parsing record content (try 'pdnsutil check-zone'): " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw problem(owner, type, content, e.getMessage());
    }
  }

  private static String numbers(ContentReader data, int bits, int count) {
    StringBuilder numbers = new StringBuilder(data.number(bits));
    for (int i = 1; i < count; i++) {
      numbers.append(' ').append(data.number(bits));
    }
    return numbers.toString();
  }

  private static String expected(
      String type, String content, Function<ContentReader, String> grammar) {
    ContentReader data = new ContentReader(content);
    String usual = grammar.apply(data);
    if (!data.rest().isEmpty()) {
      throw new IllegalArgumentException(
          "When parsing " + type + " trailing data was not parsed: '" + data.rest() + "'");
    }
    refuseUnusual(content, usual);
    return content;
  }

  private static void refuseUnusual(String content, String usual) {
    if (!usual.equalsIgnoreCase(content)) {
      throw new IllegalArgumentException("Not in expected format (parsed as '" + usual + "')");
    }
  }

  private static String ipv6(String content) {
    byte[] address = Address.toByteArray(content, Address.IPv6);
    if (address == null || content.contains(".")) {
      throw new IllegalArgumentException("Invalid IPv6 address");
    }
    return shortest(address);
  }

  /** RFC 5952: the longest run of two or more zero groups becomes a double colon. */
  private static String shortest(byte[] address) {
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < address.length; i += 2) {
      groups.append(i == 0 ? "" : ":");
      groups.append(Integer.toHexString((address[i] & 0xff) << 8 | address[i + 1] & 0xff));
    }
    for (int run = 8; run > 1; run--) {
      String zeros = "0" + ":0".repeat(run - 1);
      String shorter = groups.toString().replaceFirst("(^|:)" + zeros + "(:|$)", "::");
      if (!shorter.contentEquals(groups)) {
        return shorter;
      }
    }
    return groups.toString();
  }

  private static String parsed(String owner, String type, String content) {
    try {
      Record record =
          Record.fromString(
              Name.fromString(owner), Type.value(type), DClass.IN, 0, content, Name.root);
      if ("LOC".equals(type)) {
        String usual = record.rdataToString().replaceAll("(?<![.\\d])(\\d+)m", "$1.00m");
        refuseUnusual(content, usual);
      }
      return content;
    } catch (IOException e) {
      throw new ContentReader.Malformed(e.getMessage());
    }
  }

  private static ApiProblem problem(String owner, String type, String content, String reason) {
    return ApiProblem.because("Record " + owner + "/" + type + " '" + content + "': " + reason);
  }
}
