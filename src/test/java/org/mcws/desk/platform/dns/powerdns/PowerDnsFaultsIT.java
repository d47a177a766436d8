package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.dns.AuthoritativeLookups;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;

/** A bad wire to a real PowerDNS: whatever happens to a request, its effect comes once. */
class PowerDnsFaultsIT {

  @RegisterExtension static final RealPowerDns SERVER = new RealPowerDns();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String OWNER = "service:1";
  private static FaultProxy wire;

  private final String zone = "wire" + COUNT.incrementAndGet() + ".test";
  private final DnsZones direct = SERVER.address().zones();

  @BeforeAll
  static void connect() {
    URI url = SERVER.address().url();
    wire = new FaultProxy(new InetSocketAddress(url.getHost(), url.getPort()));
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  /** What is done, by which request. */
  enum Operation {
    ENSURE_ZONE("POST", (zones, zone) -> zones.ensureZone(zone, OWNER)),
    ENSURE_RECORDS("PATCH", (zones, zone) -> zones.ensureRecords(zone, OWNER, records(zone, 2))),
    REMOVE_RECORDS("PATCH", (zones, zone) -> zones.removeRecords(zone, OWNER)),
    REMOVE_ZONE("DELETE", (zones, zone) -> zones.removeZone(zone, OWNER)),
    READ("GET", (zones, zone) -> zones.recordsOf(zone, OWNER));

    private final String method;
    private final BiConsumer<DnsZones, String> action;

    Operation(String method, BiConsumer<DnsZones, String> action) {
      this.method = method;
      this.action = action;
    }
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Operation.values());
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault) {
    if (operation != Operation.ENSURE_ZONE) {
      direct.ensureZone(zone, OWNER);
      direct.ensureRecords(zone, OWNER, records(zone, 1));
    }
    String before = serial();
    DnsZones zones = overTheWire(fault.patience());
    // Who only asks may ask again.
    wire.endure(
            fault,
            operation.method + " /api",
            operation == Operation.READ,
            () -> operation.action.accept(zones, zone))
        .ifPresent(
            e ->
                assertThat(e)
                    .hasMessageContaining("PowerDNS at http://")
                    .hasMessageMatching("(?s).*(check|look into its log).*")
                    .hasMessageNotContaining(SERVER.address().key()));
    String after = serial();
    if (operation == Operation.ENSURE_RECORDS || operation == Operation.REMOVE_RECORDS) {
      assertThat(Long.parseLong(after) - Long.parseLong(before))
          .isEqualTo(fault.takesEffect() ? 1 : 0);
    }
    operation.action.accept(overTheWire(FaultProxy.PATIENT), zone);

    assertThat(direct.holds(zone)).isEqualTo(operation != Operation.REMOVE_ZONE);
    assertThat(direct.recordsOf(zone, OWNER))
        .isEqualTo(
            switch (operation) {
              case ENSURE_RECORDS -> records(zone, 2);
              case READ -> records(zone, 1);
              default -> List.of();
            });
    if (fault.takesEffect()) {
      assertThat(serial()).as("done again, it changes nothing").isEqualTo(after);
    }
  }

  private static List<RecordSet> records(String zone, int last) {
    return List.of(
        new RecordSet("www." + zone, "A", Duration.ofMinutes(1), List.of("192.0.2." + last)));
  }

  /** Of the zone as it is served; 0 if it is not. */
  private String serial() {
    return direct.holds(zone)
        ? AuthoritativeLookups.at(SERVER.address().dns()).lookup(zone, "SOA").get(0).split(" ")[2]
        : "0";
  }

  private static DnsZones overTheWire(Duration patience) {
    DnsServerUnderTest there = SERVER.address();
    return new PowerDnsZones(
        new DnsServerUnderTest(
                URI.create("http://127.0.0.1:" + wire.port()), there.key(), there.dns())
            .settings(there.key(), patience));
  }
}
