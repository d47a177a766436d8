package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.dns.DnsStage;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A name server and its HTTP API, spoken to without the adapter.
 *
 * @param dns host and port
 */
record DnsServerUnderTest(URI url, String key, String dns) implements DnsStage {

  static final String ZONES = "/api/v1/servers/localhost/zones";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public PowerDnsZones zones() {
    return new PowerDnsZones(settings(key, Duration.ofSeconds(10)));
  }

  /** Nothing: PowerDNS makes zones when it is asked. */
  @Override
  public void serve(String zone) {}

  @Override
  public void makeZoneByHand(String zone) {
    makeEmptyZoneByHand(zone);
    changeByHand(zone, "www." + zone, "A", "192.0.2.1");
  }

  void makeEmptyZoneByHand(String zone) {
    String body = "{\"name\": \"%s.\", \"kind\": \"Native\", \"nameservers\": [\"ns1.example.\"]}";
    assertThat(send("POST", ZONES, body.formatted(zone)).statusCode()).isEqualTo(201);
  }

  @Override
  public void changeByHand(String zone, String name, String type, String value) {
    patch(
        zone,
        """
        {"rrsets": [{"name": "%s.", "type": "%s", "ttl": 300, "changetype": "REPLACE",
          "records": [{"content": "%s", "disabled": false}]}]}
        """
            .formatted(name, type, value));
  }

  void patch(String zone, String body) {
    assertThat(send("PATCH", ZONES + "/" + zone + ".", body).statusCode()).isEqualTo(204);
  }

  PowerDnsSettings settings(String apiKey, Duration patience) {
    return new PowerDnsSettings(
        url,
        apiKey,
        "localhost",
        List.of("ns1.example", "ns2.example"),
        new HttpTimeouts(Duration.ofSeconds(2), patience));
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(method, path, body, "X-API-Key", key, "Accept", "application/json");
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean answers() {
    try {
      return send("GET", ZONES, null).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Asks the name server. */
  Message ask(String name, String type, boolean tcp) {
    try {
      return resolver(tcp)
          .send(
              Message.newQuery(
                  Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN)));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " " + type, e);
    }
  }

  SimpleResolver resolver(boolean tcp) {
    URI address = URI.create("dns://" + dns);
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(address.getHost(), address.getPort()));
    resolver.setTimeout(Duration.ofSeconds(5));
    resolver.setTCP(tcp);
    return resolver;
  }
}
