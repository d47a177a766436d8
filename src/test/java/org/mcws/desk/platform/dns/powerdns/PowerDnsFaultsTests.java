package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.sandbox.Fault;

/** PowerDNS is slow, broken or not there, before and after it did what was asked. */
class PowerDnsFaultsTests {

  @RegisterExtension static final SandboxDns SERVER = new SandboxDns();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String OWNER = "service:1";
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final String zone = "faulty" + COUNT.incrementAndGet() + ".test";
  private final RecordSet www =
      new RecordSet("www." + zone, "A", Duration.ofMinutes(1), List.of("192.0.2.1"));

  @AfterEach
  void mend() {
    SERVER.faults().clear();
  }

  /** An operation, the request of it that goes wrong, and what must hold before and after. */
  enum Operation {
    HOLDS("GET", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        assertThat(zones.holds(test.zone)).isTrue();
      }
    },
    ENSURE_ZONE("POST", false) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        zones.ensureZone(test.zone, OWNER);
        assertThat(zones.holds(test.zone)).isTrue();
      }
    },
    ENSURE_ZONE_READING("GET", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        zones.ensureZone(test.zone, OWNER);
        assertThat(zones.recordsOf(test.zone, OWNER)).containsExactly(test.www);
      }
    },
    ENSURE_RECORDS("PATCH", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        RecordSet moved =
            new RecordSet(test.www.name(), "A", Duration.ofMinutes(1), List.of("192.0.2.2"));
        zones.ensureRecords(test.zone, OWNER, List.of(moved));
        assertThat(zones.recordsOf(test.zone, OWNER)).containsExactly(moved);
      }
    },
    RECORDS_OF("GET", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        assertThat(zones.recordsOf(test.zone, OWNER)).containsExactly(test.www);
      }
    },
    REMOVE_RECORDS("PATCH", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        zones.removeRecords(test.zone, OWNER);
        assertThat(zones.recordsOf(test.zone, OWNER)).isEmpty();
      }
    },
    REMOVE_ZONE("DELETE", true) {
      @Override
      void run(DnsZones zones, PowerDnsFaultsTests test) {
        zones.removeZone(test.zone, OWNER);
        assertThat(zones.holds(test.zone)).isFalse();
      }
    };

    private final String method;
    private final boolean zoneThere;

    Operation(String method, boolean zoneThere) {
      this.method = method;
      this.zoneThere = zoneThere;
    }

    abstract void run(DnsZones zones, PowerDnsFaultsTests test);
  }

  static Stream<Arguments> faults() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                Stream.of(Fault.Kind.values())
                    .flatMap(
                        kind ->
                            Stream.of(true, false)
                                .map(afterEffect -> Arguments.of(operation, kind, afterEffect))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysThatTheServerIsUnavailableAndSucceedsWhenRepeated(
      Operation operation, Fault.Kind kind, boolean afterEffect) {
    DnsZones zones = zones(SERVER.address().key());
    if (operation.zoneThere) {
      zones.ensureZone(zone, OWNER);
      zones.ensureRecords(zone, OWNER, List.of(www));
    }
    SERVER
        .faults()
        .add(
            new Fault(kind, operation.method, null, 1, 502, PATIENCE.multipliedBy(3), afterEffect));

    assertThatThrownBy(() -> operation.run(zones, this))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("PowerDNS at http://127.0.0.1")
        .hasMessageNotContaining(SERVER.address().key());

    operation.run(zones, this);
  }

  @Test
  void aWrongKeyIsNamedButNotShown() {
    assertThatThrownBy(() -> zones("guessed-secret").holds(zone))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.dns.powerdns.api-key")
        .hasMessageNotContaining("guessed-secret");
  }

  @Test
  void aWrongServerIdIsNotTakenForAMissingZone() {
    PowerDnsSettings settings =
        new PowerDnsSettings(
            SERVER.address().url(),
            SERVER.address().key(),
            "elsewhere",
            List.of("ns1.example"),
            new HttpTimeouts(PATIENCE, PATIENCE));

    assertThatThrownBy(() -> new PowerDnsZones(settings).removeRecords(zone, OWNER))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.dns.powerdns.server-id");
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    PowerDnsSettings settings =
        new PowerDnsSettings(
            URI.create("http://127.0.0.1:1"),
            "secret-key",
            "localhost",
            List.of("ns1.example"),
            new HttpTimeouts(PATIENCE, PATIENCE));

    assertThatThrownBy(() -> new PowerDnsZones(settings).holds(zone))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.dns.powerdns.url")
        .hasMessageNotContaining("secret-key");
    assertThat(settings.toString()).doesNotContain("secret-key");
  }

  private static DnsZones zones(String key) {
    return new PowerDnsZones(SERVER.address().settings(key, PATIENCE));
  }
}
