package org.mcws.desk.platform.dns.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mcws.desk.platform.WireProtocol;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * DNS over TCP, of which each message begins with its length (RFC 1035 section 4.2.2). A request is
 * called {@code UPDATE}, {@code AXFR} or {@code SOA} with the zone. What something in between
 * answers bears no signature.
 */
class DnsProtocol implements WireProtocol {

  @Override
  public Optional<String> request(byte[] octets) {
    Message message = message(octets);
    Record zone = message.getQuestion();
    boolean update = message.getHeader().getOpcode() == Opcode.UPDATE;
    return Optional.of((update ? "UPDATE" : Type.string(zone.getType())) + " " + zone.getName());
  }

  @Override
  public byte[] unavailable(byte[] request) {
    return answer(request, Rcode.REFUSED);
  }

  @Override
  public byte[] failed(byte[] request) {
    return answer(request, Rcode.SERVFAIL);
  }

  @Override
  public byte[] garbage() {
    return frame("no DNS at all, but long enough".getBytes(StandardCharsets.US_ASCII));
  }

  /** An answer to the request that anybody can give. */
  static byte[] answer(byte[] request, int rcode) {
    Message asked = message(request);
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setOpcode(asked.getHeader().getOpcode());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    return frame(answer.toWire());
  }

  private static Message message(byte[] frame) {
    try {
      return new Message(Arrays.copyOfRange(frame, Short.BYTES, frame.length));
    } catch (IOException e) {
      throw new IllegalArgumentException("no whole message of DNS", e);
    }
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(Short.BYTES + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }
}
