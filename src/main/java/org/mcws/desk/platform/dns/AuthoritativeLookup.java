package org.mcws.desk.platform.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.mcws.desk.platform.ComponentSilent;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the authoritative name server itself what it serves, so that no resolver's memory hides a
 * change. It asks over UDP, and over TCP when the answer is too large.
 */
@Component
public final class AuthoritativeLookup {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final NameServerAddress authority;

  AuthoritativeLookup(DnsSettings settings) {
    this.authority = new NameServerAddress(settings.authority());
  }

  /**
   * The data of the records of this name and type in zone-file notation, in no particular order.
   * Aliases are followed within the server's own zones.
   *
   * @param name in A-label form, with or without final dot
   * @param type such as {@code A} or {@code TXT}
   * @return empty if the name or the type is not there, or if the name is delegated to others
   * @throws PlatformUnavailable if the server does not answer, or answers that it is no authority
   *     for the name
   * @throws IllegalArgumentException if the name or the type is none
   */
  public List<String> lookup(String name, String type) {
    Message answer = ask(question(name, type));
    int rcode = answer.getRcode();
    if (rcode == Rcode.NXDOMAIN) {
      return List.of();
    }
    boolean referral = answer.getSection(Section.ANSWER).isEmpty();
    if (rcode != Rcode.NOERROR || !referral && !answer.getHeader().getFlag(Flags.AA)) {
      throw new PlatformUnavailable(
          String.format(
              "the name server %s answers %s%s for %s: check that it serves the zone and that"
                  + " desk.dns.authority names the authoritative server",
              authority,
              Rcode.string(rcode),
              rcode == Rcode.NOERROR ? " without authority" : "",
              name));
    }
    return answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == Type.value(type))
        .map(RecordData::notation)
        .toList();
  }

  private Message ask(Record question) {
    try {
      SimpleResolver resolver = new SimpleResolver(authority.resolve());
      resolver.setTimeout(PATIENCE);
      Message query = Message.newQuery(question);
      query.getHeader().unsetFlag(Flags.RD);
      return resolver.send(query);
    } catch (IOException e) {
      throw new ComponentSilent(
          PlatformComponent.NAME_SERVER,
          String.format(
              "the name server %s does not answer (%s): check that it runs and that"
                  + " desk.dns.authority is right",
              authority, e.getMessage()),
          e);
    }
  }

  private static Record question(String name, String type) {
    try {
      return Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain name: " + name, e);
    }
  }
}
