package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcws.desk.platform.dns.powerdns.DnsServerUnderTest.ZONES;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.dns.DnsZonesContract;
import org.mcws.desk.platform.dns.RecordSet;

/** What the desk relies on besides, since PowerDNS makes zones and notes beside records. */
abstract class PowerDnsContract extends DnsZonesContract {

  @Override
  protected abstract DnsServerUnderTest stage();

  @Test
  void aZoneIsThereAsSoonAsItIsAskedFor() {
    zones.ensureZone(zone, OWNER);

    assertThat(zones.holds(zone)).isTrue();
    zones.removeZone(zone, OWNER);
    zones.removeZone(zone, OWNER);
    assertThat(zones.holds(zone)).isFalse();
  }

  @Test
  void anEmptyZoneThatSomebodyMadeByHandIsTakenAndStays() {
    stage().makeEmptyZoneByHand(zone);

    assertRefused("zoneTaken", () -> zones.ensureZone(zone, OWNER));
    zones.removeZone(zone, OWNER);

    assertThat(zones.holds(zone)).isTrue();
  }

  @Test
  void nameServersThatSomebodyChangedAreRestored() {
    zones.ensureZone(zone, OWNER);
    stage().changeByHand(zone, zone, "NS", "ns.elsewhere.test.");

    zones.ensureZone(zone, OWNER);

    assertThat(lookup(zone, "NS")).containsExactlyInAnyOrder("ns1.example.", "ns2.example.");
  }

  @Test
  void aRecordThatSomebodyDisabledIsServedAgain() {
    zones.ensureZone(zone, OWNER);
    RecordSet www = set("www", "A", "192.0.2.1");
    zones.ensureRecords(zone, OWNER, List.of(www));
    stage()
        .patch(
            zone,
            """
        {"rrsets": [{"name": "www.%s.", "type": "A", "ttl": 300, "changetype": "REPLACE",
          "records": [{"content": "192.0.2.1", "disabled": true}]}]}
        """
                .formatted(zone));
    assertThat(lookup("www." + zone, "A")).isEmpty();
    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();

    zones.ensureRecords(zone, OWNER, List.of(www));

    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.1");
  }

  @Test
  void whatTheServerCannotServeIsRefusedWithItsReason() {
    zones.ensureZone(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));

    assertThat(refusal(set("www", "CNAME", "elsewhere.test.")))
        .hasMessageContaining("Conflicts with pre-existing RRset");
    assertThat(
            refusal(
                new RecordSet("www.other.test", "A", Duration.ofHours(1), List.of("192.0.2.1"))))
        .hasMessageContaining("out of zone");
    assertThat(refusal(set("text", "TXT", "no quotes"))).hasMessageContaining("quote (\")");
    assertThat(refusal(set("alias", "CNAME", "no.final.dot")))
        .hasMessageContaining("no.final.dot.");
    assertThat(refusal(set("odd", "BOGUS", "1"))).hasMessageContaining("unknown type");
    assertThat(refusal(set("twice", "A", "192.0.2.1", "192.0.2.1")))
        .hasMessageContaining("Duplicate record");
  }

  @Test
  void peoplesNotesBesideTheRecordsStay() {
    zones.ensureZone(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    stage()
        .patch(
            zone,
            """
        {"rrsets": [{"name": "www.%s.", "type": "A", "changetype": "REPLACE", "comments": [
          {"content": "%s", "account": "mcws-desk"},
          {"content": "asked for by Ada", "account": "grace"}]}]}
        """
                .formatted(zone, OWNER));

    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.2")));

    assertThat(stage().send("GET", ZONES + "/" + zone + ".", null).body())
        .contains("asked for by Ada", OWNER);
  }
}
