package org.mcws.desk.sandbox.dns;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;
import org.mcws.desk.sandbox.Snapshot;

/**
 * The sandbox's name server. From its first start it holds the zone {@code example}. Faults strike
 * its HTTP API.
 */
public final class DnsSandbox implements SandboxServer {

  private static final String API_KEY = "sandbox";
  private static final String ZONE = "example.";

  private final Faults faults = new Faults();
  private final ZoneStore zones;
  private final HttpEndpoint http;
  private final DnsEndpoint dns;

  /**
   * Binds its ports; {@link #start} makes it answer.
   *
   * @param folder where it keeps its zones
   * @throws java.io.UncheckedIOException if a port is taken
   */
  public DnsSandbox(DnsSandboxSettings settings, Path folder) {
    zones = new ZoneStore(new Snapshot<>(folder.resolve("zones.json"), ZoneStore.Zones.class));
    dns = new DnsEndpoint(settings.dnsPort(), new Responder(zones));
    http = new HttpEndpoint("sandbox-dns-api", settings.apiPort(), faults);
    new PowerDnsApi(zones, API_KEY).serve(http);
  }

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public void start() {
    if (!zones.load()) {
      zones.add(firstZone());
    }
    http.start();
    dns.start();
  }

  @Override
  public Map<String, String> addresses() {
    return Map.of("dnsApi", http.url(), "dns", dns.address());
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "desk.dns.powerdns.url",
        http.url(),
        "desk.dns.powerdns.api-key",
        API_KEY,
        "desk.dns.powerdns.name-servers",
        "ns1.example,ns2.example",
        "desk.dns.zones",
        "example",
        "desk.dns.authority",
        dns.address());
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    http.close();
    dns.close();
  }

  private static Zone firstZone() {
    List<Content> servers = List.of(content("ns1.example."), content("ns2.example."));
    List<Content> loopback = List.of(content("127.0.0.1"));
    List<Content> soa = List.of(content("ns1.example. hostmaster.example. 1 10800 3600 604800 60"));
    return new Zone(
        ZONE,
        "Native",
        "",
        false,
        "",
        "DEFAULT",
        List.of(
            new RrSet(ZONE, "SOA", 3600, soa, List.of()),
            new RrSet(ZONE, "NS", 3600, servers, List.of()),
            new RrSet("ns1." + ZONE, "A", 3600, loopback, List.of()),
            new RrSet("ns2." + ZONE, "A", 3600, loopback, List.of())));
  }

  private static Content content(String data) {
    return new Content(data, false);
  }
}
