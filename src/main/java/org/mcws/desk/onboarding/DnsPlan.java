package org.mcws.desk.onboarding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.platform.dns.DnsSettings;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.mail.MailSettings;
import org.springframework.stereotype.Component;

/**
 * The records that a plan needs: addresses of the edge for sites; for mail domains the mail
 * exchange, SPF (RFC 7208) that lets only it send, and DMARC (RFC 7489).
 */
@Component
class DnsPlan {

  private static final Duration TTL = Duration.ofMinutes(5);

  private final DnsSettings dns;
  private final EdgeSettings edge;
  private final MailSettings mail;

  DnsPlan(DnsSettings dns, EdgeSettings edge, MailSettings mail) {
    this.dns = dns;
    this.edge = edge;
    this.mail = mail;
  }

  /** The record sets by the zone that holds them: the nearest one above the name. */
  Map<String, List<RecordSet>> records(Plan plan) {
    Map<String, List<RecordSet>> records = new LinkedHashMap<>();
    Stream.concat(
            plan.apps().stream().map(App::hostNames).flatMap(List::stream).flatMap(this::site),
            plan.mailDomains().stream().map(PlannedMailDomain::domain).flatMap(this::mailDomain))
        .forEach(
            set ->
                records.computeIfAbsent(zoneOf(set.name(), plan), z -> new ArrayList<>()).add(set));
    return records;
  }

  private Stream<RecordSet> site(String host) {
    return edge.addressesByType().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(type -> new RecordSet(host, type.getKey(), TTL, type.getValue()));
  }

  private Stream<RecordSet> mailDomain(String domain) {
    return Stream.of(
        new RecordSet(domain, "MX", TTL, List.of("10 " + mail.exchange() + ".")),
        new RecordSet(domain, "TXT", TTL, List.of("\"v=spf1 mx -all\"")),
        new RecordSet("_dmarc." + domain, "TXT", TTL, List.of("\"v=DMARC1; p=quarantine\"")));
  }

  private String zoneOf(String name, Plan plan) {
    return Stream.concat(plan.zones().stream(), dns.zones().stream())
        .filter(zone -> name.equals(zone) || name.endsWith("." + zone))
        .max(Comparator.comparingInt(String::length))
        .orElseThrow(() -> new IllegalStateException("no zone for " + name));
  }
}
