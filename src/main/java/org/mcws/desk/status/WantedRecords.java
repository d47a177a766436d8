package org.mcws.desk.status;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.platform.dns.DnsSettings;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.mail.MailSettings;
import org.springframework.stereotype.Component;

/**
 * The records that make services reachable: addresses of the edge for sites; for mail domains the
 * mail exchange, SPF (RFC 7208) that lets only it send, and DMARC (RFC 7489).
 */
@Component
public class WantedRecords {

  private static final Duration TTL = Duration.ofMinutes(5);

  private final DnsSettings dns;
  private final EdgeSettings edge;
  private final MailSettings mail;

  WantedRecords(DnsSettings dns, EdgeSettings edge, MailSettings mail) {
    this.dns = dns;
    this.edge = edge;
    this.mail = mail;
  }

  /** What the name server should answer about a service; empty for what has no name of its own. */
  public List<RecordSet> of(DeliveredService service) {
    return switch (service.kind()) {
      case SITE -> service.host() == null ? List.of() : ofSite(service.host());
      case MAIL_DOMAIN -> ofMailDomain(service.host());
      case WORKER, SCHEDULED, DOMAIN, MAILBOX, ALIAS -> List.of();
    };
  }

  public List<RecordSet> ofSite(String host) {
    return edge.addressesByType().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(type -> new RecordSet(host, type.getKey(), TTL, type.getValue()))
        .toList();
  }

  public List<RecordSet> ofMailDomain(String domain) {
    return List.of(
        new RecordSet(domain, "MX", TTL, List.of("10 " + mail.exchange() + ".")),
        new RecordSet(domain, "TXT", TTL, List.of("\"v=spf1 mx -all\"")),
        new RecordSet("_dmarc." + domain, "TXT", TTL, List.of("\"v=DMARC1; p=quarantine\"")));
  }

  /**
   * The zone that holds a name: the nearest one above it.
   *
   * @param own the zones that the community has of its own
   */
  public Optional<String> zoneOf(String name, Collection<String> own) {
    return Stream.concat(own.stream(), dns.zones().stream())
        .filter(zone -> name.equals(zone) || name.endsWith("." + zone))
        .max(Comparator.comparingInt(String::length));
  }
}
