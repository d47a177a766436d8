package org.mcws.desk.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsSandboxTests {

  @TempDir private Path folder;
  private DnsSandbox server;

  @BeforeEach
  void start() {
    server = new DnsSandbox(new DnsSandboxSettings(0, 0), folder);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesItsFirstZoneAndAChildThatIsMadeLater() throws Exception {
    assertThat(ask("ns1.example", false).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(ask("www.foo.example", false).getRcode()).isEqualTo(Rcode.NXDOMAIN);

    makeChild();

    assertThat(ask("www.foo.example", false).getSection(Section.ANSWER)).hasSize(1);
    assertThat(ask("www.foo.example", true).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void remembersItsZonesOverARestart() throws Exception {
    makeChild();
    call("DELETE", "/example.", "", 204);

    server.close();
    start();

    assertThat(ask("www.foo.example", false).getSection(Section.ANSWER)).hasSize(1);
    assertThat(ask("ns1.example", false).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void survivesGarbageOverUdpAndTcp() throws Exception {
    InetSocketAddress address = address();
    try (DatagramSocket udp = new DatagramSocket()) {
      for (byte[] garbage : List.of(new byte[0], new byte[] {1}, new byte[600])) {
        udp.send(new DatagramPacket(garbage, garbage.length, address));
      }
    }
    try (Socket tcp = new Socket(address.getAddress(), address.getPort());
        DataInputStream in = new DataInputStream(tcp.getInputStream())) {
      tcp.getOutputStream().write(new byte[] {0, 3, 1, 2, 3});
      assertThat(in.read()).isEqualTo(-1);
    }

    assertThat(ask("ns1.example", false).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(ask("ns1.example", true).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void saysWhichPortIsTaken() {
    int taken = address().getPort();

    assertThatThrownBy(() -> new DnsSandbox(new DnsSandboxSettings(0, taken), folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(":" + taken);
  }

  @Test
  void letsGoOfItsPortsWhenItStops() {
    int port = address().getPort();

    server.close();

    server = new DnsSandbox(new DnsSandboxSettings(0, port), folder);
    server.start();
    assertThat(address().getPort()).isEqualTo(port);
  }

  private void makeChild() throws Exception {
    call(
        "POST",
        "",
        """
        {"name": "foo.example.", "kind": "Native", "nameservers": ["ns1.example."], "rrsets": [
          {"name": "www.foo.example.", "type": "A", "ttl": 60,
           "records": [{"content": "192.0.2.1"}]}]}
        """,
        201);
  }

  private void call(String method, String path, String body, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    server.addresses().get("dnsApi") + "/api/v1/servers/localhost/zones" + path))
            .header("X-API-Key", (String) server.settings().get("desk.dns.powerdns.api-key"))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  private Message ask(String name, boolean tcp) throws IOException {
    SimpleResolver resolver = new SimpleResolver(address());
    resolver.setTimeout(Duration.ofSeconds(5));
    resolver.setTCP(tcp);
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN)));
  }

  private InetSocketAddress address() {
    URI uri = URI.create("dns://" + server.addresses().get("dns"));
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }
}
