package org.mcws.desk.sandbox.dns;

import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns the bytes of a query into the bytes of its answer. */
final class Responder {

  private static final int PLAIN_UDP = 512;
  // The size that passes everywhere without fragments, and the default of PowerDNS.
  private static final int LARGEST_UDP = 1232;

  private final ZoneStore zones;

  Responder(ZoneStore zones) {
    this.zones = zones;
  }

  /** The answer; empty if the query is none that an answer could be addressed to. */
  Optional<byte[]> answer(byte[] bytes, boolean udp) {
    Message query;
    try {
      query = new Message(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
    Record question = query.getQuestion();
    if (query.getHeader().getFlag(Flags.QR) || question == null) {
      return Optional.empty();
    }
    Message answer = respond(query, question, udp);
    return Optional.of(udp ? cut(answer, query.getOPT()) : answer.toWire());
  }

  private Message respond(Message query, Record question, boolean udp) {
    Message answer = emptyAnswer(query);
    Header header = answer.getHeader();
    OPTRecord edns = query.getOPT();
    if (edns != null && edns.getVersion() > 0) {
      answer.removeAllRecords(Section.ADDITIONAL);
      answer.addRecord(new OPTRecord(LARGEST_UDP, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
    } else if (header.getOpcode() != Opcode.QUERY || question.getDClass() != DClass.IN) {
      header.setRcode(Rcode.REFUSED);
    } else if (question.getType() == Type.AXFR || question.getType() == Type.IXFR) {
      header.setRcode(Rcode.NOTAUTH);
    } else if (udp && question.getType() == Type.ANY) {
      // Only over TCP, where the sender's address is known to be real.
      header.setFlag(Flags.AA);
      header.setFlag(Flags.TC);
    } else {
      fill(answer, question);
    }
    return answer;
  }

  private void fill(Message answer, Record question) {
    try {
      new Answer(zones, answer, question.getType()).fill(question.getName());
    } catch (RuntimeException e) {
      // One record that cannot be sent must not silence the server.
      answer.removeAllRecords(Section.ANSWER);
      answer.getHeader().setRcode(Rcode.SERVFAIL);
    }
  }

  private static Message emptyAnswer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    Header header = answer.getHeader();
    header.setFlag(Flags.QR);
    header.setOpcode(query.getHeader().getOpcode());
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    if (query.getOPT() != null) {
      answer.addRecord(new OPTRecord(LARGEST_UDP, 0, 0), Section.ADDITIONAL);
    }
    return answer;
  }

  private static byte[] cut(Message answer, OPTRecord edns) {
    int limit =
        edns == null
            ? PLAIN_UDP
            : Math.min(LARGEST_UDP, Math.max(PLAIN_UDP, edns.getPayloadSize()));
    byte[] whole = answer.toWire();
    if (whole.length <= limit) {
      return whole;
    }
    OPTRecord opt = answer.getOPT();
    answer.removeAllRecords(Section.ANSWER);
    answer.removeAllRecords(Section.AUTHORITY);
    answer.removeAllRecords(Section.ADDITIONAL);
    if (opt != null) {
      answer.addRecord(opt, Section.ADDITIONAL);
    }
    answer.getHeader().setFlag(Flags.TC);
    return answer.toWire();
  }
}
