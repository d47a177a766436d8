package org.mcws.desk.platform.dns.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
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

/** A bad wire to a real BIND: whatever happens to a message, its effect comes once. */
class DynamicZonesFaultsIT {

  @RegisterExtension static final RealBind SERVER = new RealBind();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String OWNER = "service:1";
  private static FaultProxy wire;

  private final String zone = "wire" + COUNT.incrementAndGet() + ".test";
  private final DnsZones direct = SERVER.address().zones();

  @BeforeAll
  static void connect() {
    String[] dns = SERVER.address().dns().split(":");
    wire =
        new FaultProxy(new InetSocketAddress(dns[0], Integer.parseInt(dns[1])), new DnsProtocol());
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  /** What is done, and the message of it that goes wrong. */
  enum Operation {
    HOLDS("SOA", (zones, zone) -> assertThat(zones.holds(zone)).isTrue()),
    ENSURE_ZONE("UPDATE", (zones, zone) -> zones.ensureZone(zone, OWNER)),
    ENSURE_ZONE_READING("AXFR", (zones, zone) -> zones.ensureZone(zone, OWNER)),
    ENSURE_RECORDS("UPDATE", (zones, zone) -> zones.ensureRecords(zone, OWNER, records(zone, 2))),
    ENSURE_RECORDS_READING(
        "AXFR", (zones, zone) -> zones.ensureRecords(zone, OWNER, records(zone, 2))),
    REMOVE_RECORDS("UPDATE", (zones, zone) -> zones.removeRecords(zone, OWNER)),
    REMOVE_ZONE("UPDATE", (zones, zone) -> zones.removeZone(zone, OWNER)),
    RECORDS_OF("AXFR", (zones, zone) -> zones.recordsOf(zone, OWNER));

    private final String message;
    private final BiConsumer<DnsZones, String> action;

    Operation(String message, BiConsumer<DnsZones, String> action) {
      this.message = message;
      this.action = action;
    }

    boolean makesZone() {
      return this == ENSURE_ZONE || this == ENSURE_ZONE_READING;
    }
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Operation.values());
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault) {
    SERVER.address().serve(zone);
    if (!operation.makesZone()) {
      direct.ensureZone(zone, OWNER);
      direct.ensureRecords(zone, OWNER, records(zone, 1));
    }
    long before = serial();
    DnsZones zones = overTheWire(fault.patience());
    wire.endure(
            fault,
            operation.message + " " + zone,
            false,
            () -> operation.action.accept(zones, zone))
        .ifPresent(
            e ->
                assertThat(e)
                    .hasMessageContaining("check that")
                    .hasMessageContaining("desk.dns.update.primary")
                    .hasMessageNotContaining(BindUnderTest.SECRET));
    long after = serial();
    if (operation.message.equals("UPDATE")) {
      assertThat(after - before).isEqualTo(fault.takesEffect() ? 1 : 0);
    }
    operation.action.accept(overTheWire(FaultProxy.PATIENT), zone);

    assertThat(direct.recordsOf(zone, OWNER))
        .isEqualTo(
            switch (operation) {
              case ENSURE_RECORDS, ENSURE_RECORDS_READING -> records(zone, 2);
              case HOLDS, RECORDS_OF -> records(zone, 1);
              default -> List.of();
            });
    if (operation.message.equals("UPDATE") && fault.takesEffect()) {
      assertThat(serial()).as("done again, it changes nothing").isEqualTo(after);
    }
  }

  /** So large that it comes in several messages, for which a busy machine takes its time. */
  @ParameterizedTest
  @MethodSource("faultsOfALongTransfer")
  void aZoneIsReadAsAWholeOrNotAtAll(Fault fault) {
    StringBuilder many = new StringBuilder();
    IntStream.range(0, 6000).forEach(i -> many.append("h").append(i).append(" 300 A 192.0.2.1\n"));
    SERVER.address().serve(zone, many.toString());
    direct.ensureRecords(zone, OWNER, records(zone, 1));

    boolean failed =
        wire.endure(
                fault,
                "AXFR " + zone,
                false,
                () -> overTheWire(FaultProxy.PATIENT).removeRecords(zone, OWNER))
            .isPresent();

    assertThat(direct.recordsOf(zone, OWNER)).isEqualTo(failed ? records(zone, 1) : List.of());
  }

  static Stream<Fault> faultsOfALongTransfer() {
    return Stream.of(Fault.LATE, Fault.DRIP, Fault.CUT_ANSWER);
  }

  private static List<RecordSet> records(String zone, int last) {
    return List.of(
        new RecordSet("www." + zone, "A", Duration.ofMinutes(1), List.of("192.0.2." + last)));
  }

  private long serial() {
    return Long.parseLong(
        AuthoritativeLookups.at(SERVER.address().dns()).lookup(zone, "SOA").get(0).split(" ")[2]);
  }

  private static DnsZones overTheWire(Duration patience) {
    return new DynamicZones(
        BindUnderTest.settings(
            "127.0.0.1:" + wire.port(),
            BindUnderTest.KEY,
            "hmac-sha256",
            BindUnderTest.SECRET,
            patience),
        InstantSource.system());
  }
}
