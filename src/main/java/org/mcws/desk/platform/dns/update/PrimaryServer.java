package org.mcws.desk.platform.dns.update;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.NameServerAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.WireParseException;

/**
 * The server that takes the changes. All it is told and all it answers is signed (RFC 8945); an
 * answer without the key's signature is not believed, whatever it says.
 */
final class PrimaryServer {

  private static final Set<Integer> NOT_AS_READ =
      Set.of(Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.NXRRSET);
  private static final String PREFIX = "desk.dns.update";

  private final UpdateSettings settings;
  private final NameServerAddress address;
  private final TSIG key;

  /**
   * @param clock to sign with; the server's may differ by five minutes
   */
  PrimaryServer(UpdateSettings settings, InstantSource clock) {
    this.settings = settings;
    this.address = new NameServerAddress(settings.primary());
    Name algorithm = Name.fromConstantString(settings.key().algorithm() + ".");
    this.key =
        new TSIG(
            algorithm,
            Name.fromConstantString(keyName().replaceFirst("[.]?$", ".")),
            new SecretKeySpec(
                Base64.getDecoder().decode(settings.key().secret()), algorithm.toString(true)),
            clock.withZone(ZoneOffset.UTC));
  }

  /** Whether it answers with authority for this very zone. */
  boolean holds(Name zone) {
    Message question = Message.newQuery(Record.newRecord(zone, Type.SOA, DClass.IN));
    question.getHeader().unsetFlag(Flags.RD);
    Message answer = ask(question);
    return switch (answer.getRcode()) {
      case Rcode.NOERROR ->
          answer.getHeader().getFlag(Flags.AA)
              && answer.getSection(Section.ANSWER).stream()
                  .anyMatch(record -> SetId.of(record).equals(new SetId(zone, Type.SOA)));
      case Rcode.NXDOMAIN, Rcode.REFUSED, Rcode.NOTAUTH -> false;
      default -> throw unusable(question, answer);
    };
  }

  /** All of the zone, by a transfer (RFC 5936); empty if the server does not hold it. */
  Optional<ZoneContent> read(Name zone) {
    Message question = Message.newQuery(Record.newRecord(zone, Type.AXFR, DClass.IN));
    question.getHeader().unsetFlag(Flags.RD);
    Transfer transfer = new Transfer();
    Message last = converse(question, transfer);
    if (last.getRcode() == Rcode.NOERROR) {
      return Optional.of(new ZoneContent(zone, transfer.records));
    }
    // A zone that it does not have is not refused; one that shows the desk nothing is there.
    if (last.getRcode() != Rcode.REFUSED && !holds(zone)) {
      return Optional.empty();
    }
    throw new PlatformUnavailable(
        String.format(
            "the name server %s does not let the key %s transfer the zone %s (%s): in BIND, add"
                + " allow-transfer { key \"%s\"; }; to the zone",
            address, keyName(), zone.toString(true), Rcode.string(last.getRcode()), keyName()));
  }

  /**
   * Makes the changes, all of them or none.
   *
   * @return false if the zone is no longer as it was read, so that nothing was changed
   * @throws PlatformRefusal {@code code} if the server does not take them
   */
  boolean make(Change change, String code) {
    Update message = change.message();
    Message answer = ask(message);
    int rcode = answer.getRcode();
    if (rcode == Rcode.REFUSED || rcode == Rcode.NOTZONE) {
      throw new PlatformRefusal(
          code,
          String.format(
              "the name server %s refuses to change the zone %s (%s). Either it does not let the key"
                  + " %s do so (in BIND, update-policy), or somebody has frozen the zone (rndc"
                  + " thaw), or it does not like a name (in BIND, check-names): its log says"
                  + " which. Correct that and try again.",
              address, change.zone().toString(true), Rcode.string(rcode), keyName()));
    }
    if (rcode != Rcode.NOERROR && !NOT_AS_READ.contains(rcode)) {
      throw unusable(message, answer);
    }
    return rcode == Rcode.NOERROR;
  }

  /** By which the server knows the desk. */
  String keyName() {
    return settings.key().name();
  }

  @Override
  public String toString() {
    return address.toString();
  }

  private Message ask(Message question) {
    return converse(
        question, (answer, octets, signed) -> key.verify(answer, octets, signed) == Rcode.NOERROR);
  }

  private Message converse(Message question, Listener listener) {
    try {
      key.apply(question, null);
      byte[] octets = question.toWire();
      if (octets.length > Message.MAXLENGTH) {
        throw new PlatformRefusal(
            "recordRefused",
            "these are more records than one message of DNS can hold (65,535 octets). Publish fewer"
                + " at a time.");
      }
      try (Conversation conversation = new Conversation(address.resolve(), settings.timeouts())) {
        conversation.say(octets);
        Message answer;
        do {
          byte[] heard = conversation.hear();
          answer = parse(heard);
          requireAnswerTo(question, answer);
          if (!listener.believes(answer, heard, question.getTSIG()) || complains(answer)) {
            throw notBelieved(question, answer);
          }
        } while (listener.wantsMore(answer));
        return answer;
      }
    } catch (IOException e) {
      throw new PlatformUnavailable(
          String.format(
              "the name server %s gives no answer to %s (%s): check that it runs, that it can be"
                  + " reached by TCP, and that %s.primary is right",
              address, what(question), e.getMessage(), PREFIX),
          e);
    }
  }

  private static Message parse(byte[] octets) throws IOException {
    try {
      return new Message(octets);
    } catch (RuntimeException e) {
      throw new WireParseException("what it says is no message of DNS", e);
    }
  }

  private static void requireAnswerTo(Message question, Message answer) throws IOException {
    if (!answer.getHeader().getFlag(Flags.QR)
        || answer.getHeader().getID() != question.getHeader().getID()
        || answer.getHeader().getOpcode() != question.getHeader().getOpcode()) {
      throw new WireParseException("what it says answers another question");
    }
  }

  /** About the question's signature; the answer itself may be well signed then. */
  private static boolean complains(Message answer) {
    return answer.getTSIG() != null && answer.getTSIG().getError() != Rcode.NOERROR;
  }

  private PlatformUnavailable notBelieved(Message question, Message answer) {
    TSIGRecord signature = answer.getTSIG();
    String why =
        switch (signature == null ? Rcode.NOERROR : signature.getError()) {
          case Rcode.BADKEY ->
              String.format(
                  "it knows no key %s for %s (BADKEY): check %s.key.name and %s.key.algorithm",
                  keyName(), settings.key().algorithm(), PREFIX, PREFIX);
          case Rcode.BADSIG ->
              String.format(
                  "it has another secret for the key %s (BADSIG): check %s.key.secret",
                  keyName(), PREFIX);
          case Rcode.BADTIME ->
              String.format(
                  "its clock and the desk's are too far apart (BADTIME): there it is %s, here %s."
                      + " Set both clocks by NTP",
                  timeOf(signature), question.getTSIG().getTimeSigned());
          default ->
              String.format(
                  "that answer (%s) does not bear the signature of the key %s: check that"
                      + " %s.primary names the primary server itself, that it has this key, and"
                      + " that nothing in between answers for it",
                  Rcode.string(answer.getRcode()), keyName(), PREFIX);
        };
    return new PlatformUnavailable(
        String.format(
            "the name server %s gives no good answer to %s: %s", address, what(question), why));
  }

  /** The server's clock, which it says beside such an error (RFC 8945 section 5.2.3). */
  private static String timeOf(TSIGRecord signature) {
    try {
      DNSInput time = new DNSInput(signature.getOther());
      return Instant.ofEpochSecond(((long) time.readU16() << 32) + time.readU32()).toString();
    } catch (WireParseException | RuntimeException e) {
      return "another time";
    }
  }

  private PlatformUnavailable unusable(Message question, Message answer) {
    String advice =
        answer.getRcode() == Rcode.NOTAUTH || answer.getRcode() == Rcode.NOTIMP
            ? "check that " + PREFIX + ".primary names the zone's primary server"
            : "look into its log";
    return new PlatformUnavailable(
        String.format(
            "the name server %s answers %s with %s; %s",
            address, what(question), Rcode.string(answer.getRcode()), advice));
  }

  private static String what(Message question) {
    Record zone = question.getQuestion();
    boolean update = question.getHeader().getOpcode() == Opcode.UPDATE;
    return (update ? "UPDATE" : Type.string(zone.getType()))
        + " of "
        + zone.getName().toString(true);
  }

  /** What becomes of the messages of an answer. */
  private interface Listener {

    /** Whether the message bears the key's signature. */
    boolean believes(Message answer, byte[] octets, TSIGRecord question);

    default boolean wantsMore(Message answer) {
      return false;
    }
  }

  /** A zone in as many messages as it takes, from its SOA to the same SOA again. */
  private final class Transfer implements Listener {

    private final List<Record> records = new ArrayList<>();
    private TSIG.StreamVerifier verifier;

    @Override
    public boolean believes(Message answer, byte[] octets, TSIGRecord question) {
      if (verifier == null) {
        verifier = new TSIG.StreamVerifier(key, question);
      }
      records.addAll(answer.getSection(Section.ANSWER));
      return verifier.verify(answer, octets, !wantsMore(answer)) == Rcode.NOERROR;
    }

    @Override
    public boolean wantsMore(Message answer) {
      return answer.getRcode() == Rcode.NOERROR && !isWhole();
    }

    private boolean isWhole() {
      return records.size() > 1
          && records.get(0).getType() == Type.SOA
          && records.get(records.size() - 1).getType() == Type.SOA;
    }
  }
}
