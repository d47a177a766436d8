package org.mcws.desk.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.sandbox.dns.DnsSandbox;
import org.mcws.desk.sandbox.dns.DnsSandboxSettings;

class AuthoritativeLookupTests {

  @TempDir private Path folder;
  private DnsSandbox server;
  private AuthoritativeLookup lookup;

  @BeforeEach
  void start() {
    server = new DnsSandbox(new DnsSandboxSettings(0, 0), folder);
    server.start();
    lookup = AuthoritativeLookups.at(server.addresses().get("dns"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void findsWhatIsServed() {
    assertThat(lookup.lookup("ns1.example", "A")).containsExactly("127.0.0.1");
    assertThat(lookup.lookup("example.", "NS"))
        .containsExactlyInAnyOrder("ns1.example.", "ns2.example.");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(lookup.lookup("ns1.example", "AAAA")).isEmpty();
    assertThat(lookup.lookup("nobody.example", "A")).isEmpty();
  }

  @Test
  void aNameOfAnotherServerIsNoAnswer() {
    assertThatThrownBy(() -> lookup.lookup("www.elsewhere.test", "A"))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("desk.dns.authority");
  }

  @Test
  void whatIsNoNameIsAskedOfNobody() {
    assertThatThrownBy(() -> lookup.lookup("double..example", "A"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aServerThatKeepsSilentIsUnavailable() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      AuthoritativeLookup deaf = AuthoritativeLookups.at("127.0.0.1:" + silent.getLocalPort());

      assertThatThrownBy(() -> deaf.lookup("ns1.example", "A"))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void aServerWithoutAddressIsUnavailable() {
    assertThatThrownBy(() -> AuthoritativeLookups.at("ns.invalid").lookup("ns1.example", "A"))
        .isInstanceOf(PlatformUnavailable.class);
  }
}
