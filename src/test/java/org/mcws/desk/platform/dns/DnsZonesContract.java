package org.mcws.desk.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/** What the desk relies on, whichever server keeps the zones. */
public abstract class DnsZonesContract {

  private static final AtomicInteger COUNT = new AtomicInteger();
  protected static final String OWNER = "service:7e5cd9a2-4a0f-4c39-8f42-9d6fb1b9d0c7";
  private static final String OTHER = "service:0b54c7c1-0d9c-4a76-a1f5-5a54ad1b1f4e";

  protected final String zone = "zone" + COUNT.incrementAndGet() + ".test";
  protected DnsZones zones;

  protected abstract DnsStage stage();

  @BeforeEach
  void reachServer() {
    zones = stage().zones();
  }

  @Test
  void holdsAZoneAfterItWasMadeAndNotBefore() {
    assertThat(zones.holds(zone)).isFalse();

    take(zone, OWNER);

    assertThat(zones.holds(zone)).isTrue();
    assertThat(zones.holds("www." + zone)).isFalse();
    assertThat(lookup(zone, "NS")).containsExactlyInAnyOrder("ns1.example.", "ns2.example.");
  }

  @Test
  void makingAZoneAgainChangesNothing() {
    take(zone, OWNER);
    String before = lookup(zone, "SOA").get(0);

    zones.ensureZone(zone, OWNER);

    assertThat(lookup(zone, "SOA")).containsExactly(before);
  }

  @Test
  void nodesThatMakeTheSameZoneAtOnceAgreeAtTheLatestWhenTheyRepeatIt() {
    stage().serve(zone);
    CompletableFuture<?>[] nodes =
        Stream.generate(
                () ->
                    CompletableFuture.runAsync(
                        () ->
                            await()
                                .ignoreException(PlatformUnavailable.class)
                                .until(
                                    () -> {
                                      zones.ensureZone(zone, OWNER);
                                      return true;
                                    })))
            .limit(4)
            .toArray(CompletableFuture<?>[]::new);

    CompletableFuture.allOf(nodes).join();

    assertThat(lookup(zone, "NS")).hasSize(2);
  }

  @Test
  void aZoneOfAnotherOwnerIsTaken() {
    take(zone, OTHER);

    assertRefused("zoneTaken", () -> zones.ensureZone(zone, OWNER));
  }

  @Test
  void aZoneThatSomebodyMadeByHandIsTaken() {
    stage().makeZoneByHand(zone);

    assertRefused("zoneTaken", () -> zones.ensureZone(zone, OWNER));
  }

  @Test
  void aZoneThatWouldHideSomebodysRecordsInTheZoneAboveIsTaken() {
    take(zone, OTHER);
    zones.ensureRecords(
        zone,
        OTHER,
        List.of(new RecordSet("www." + zone, "A", Duration.ofMinutes(5), List.of("192.0.2.1"))));

    assertRefused("zoneTaken", () -> zones.ensureZone("www." + zone, OWNER));
    take("blog." + zone, OWNER);

    assertThat(zones.holds("www." + zone)).isFalse();
    assertThat(zones.holds("blog." + zone)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words.test", "gemüse.test", "double..test", "../../etc/passwd?x=1"})
  void aNameThatIsNoneIsRefusedForAZone(String name) {
    assertRefused("zoneRefused", () -> zones.ensureZone(name, OWNER));
  }

  @Test
  void recordsAreServedAsGiven() {
    take(zone, OWNER);
    String text = "v=DKIM1; k=rsa; p=MIIBIjANBg/kqhkiG9w0+BAQ";

    zones.ensureRecords(
        zone,
        OWNER,
        List.of(
            set("www", "A", "192.0.2.1", "192.0.2.2"),
            set("www", "AAAA", "2001:DB8:0:0::1"),
            set("mail", "MX", "10 mx.example."),
            set("xn--gemse-lva", "CNAME", "www." + zone + "."),
            set("*.wild", "A", "192.0.2.3"),
            set("key._domainkey", "TXT", '"' + text + '"'),
            set("_imaps._tcp", "SRV", "0 1 993 mail.example."),
            set("caa", "CAA", "0 issue \"letsencrypt.org\"")));

    assertThat(lookup("www." + zone, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    assertThat(lookup("www." + zone, "AAAA")).containsExactly("2001:db8:0:0:0:0:0:1");
    assertThat(lookup("mail." + zone, "MX")).containsExactly("10 mx.example.");
    assertThat(lookup("xn--gemse-lva." + zone, "A")).hasSize(2);
    assertThat(lookup("anything.wild." + zone, "A")).containsExactly("192.0.2.3");
    assertThat(lookup("key._domainkey." + zone, "TXT")).containsExactly('"' + text + '"');
    assertThat(lookup("_imaps._tcp." + zone, "SRV")).containsExactly("0 1 993 mail.example.");
    assertThat(lookup("caa." + zone, "CAA")).containsExactly("0 issue \"letsencrypt.org\"");
  }

  @Test
  void ensuringTheSameRecordsAgainLeavesTheSerialAlone() {
    take(zone, OWNER);
    List<RecordSet> records =
        List.of(
            set("www", "AAAA", "2001:DB8::0:1"),
            set("www", "TXT", "\"one\" \"two\""),
            set("mail", "MX", "10 mx.example."));
    zones.ensureRecords(zone, OWNER, records);
    String before = lookup(zone, "SOA").get(0);

    zones.ensureRecords(zone, OWNER, records);

    assertThat(lookup(zone, "SOA")).containsExactly(before);
  }

  @Test
  void aChangedValueReplacesTheOldOne() {
    take(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    String before = lookup(zone, "SOA").get(0);

    zones.ensureRecords(zone, OWNER, List.of(set("WWW", "a", "192.0.2.9")));

    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.9");
    assertThat(lookup(zone, "SOA")).doesNotContain(before);
  }

  @Test
  void recordsOfAnotherOwnerAreTaken() {
    take(zone, OWNER);
    zones.ensureRecords(zone, OTHER, List.of(set("www", "A", "192.0.2.1")));

    assertRefused(
        "recordTaken",
        () -> zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1"))));
    assertThat(zones.recordsOf(zone, OTHER)).hasSize(1);
  }

  @Test
  void recordsThatSomebodyMadeByHandAreTaken() {
    take(zone, OWNER);
    stage().changeByHand(zone, "www." + zone, "A", "192.0.2.1");

    assertRefused(
        "recordTaken",
        () -> zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.2"))));
    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.1");
  }

  @Test
  void theZonesOwnNameServersCannotBeClaimedAsRecords() {
    take(zone, OWNER);

    assertRefused(
        "recordTaken",
        () ->
            zones.ensureRecords(
                zone,
                OWNER,
                List.of(new RecordSet(zone, "NS", Duration.ofHours(1), List.of("ns.evil.")))));
  }

  @Test
  void oneBadRecordStopsAll() {
    take(zone, OWNER);

    assertRefused(
        "recordRefused",
        () ->
            zones.ensureRecords(
                zone,
                OWNER,
                List.of(set("www", "A", "192.0.2.1"), set("bad", "A", "192.0.2.300"))));

    assertThat(lookup("www." + zone, "A")).isEmpty();
  }

  @Test
  void whatTheServerCannotServeIsRefused() {
    take(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    String before = lookup(zone, "SOA").get(0);

    refusal(set("www", "CNAME", "elsewhere.test."));
    refusal(new RecordSet("www.other.test", "A", Duration.ofHours(1), List.of("192.0.2.1")));
    refusal(set("text", "TXT", "no quotes"));
    refusal(set("alias", "CNAME", "no.final.dot"));
    refusal(set("odd", "BOGUS", "1"));
    refusal(set("twice", "A", "192.0.2.1", "192.0.2.1"));

    assertThat(lookup(zone, "SOA")).containsExactly(before);
    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.1");
  }

  @Test
  void nothingStandsBesideACname() {
    take(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("alias", "CNAME", "elsewhere.test.")));

    refusal(set("alias", "A", "192.0.2.1"));
    assertRefused(
        "recordRefused",
        () ->
            zones.ensureRecords(
                zone,
                OWNER,
                List.of(set("both", "A", "192.0.2.1"), set("both", "CNAME", "elsewhere.test."))));

    assertThat(lookup("alias." + zone, "CNAME")).containsExactly("elsewhere.test.");
    assertThat(lookup("both." + zone, "A")).isEmpty();
  }

  @Test
  void recordsForAZoneThatIsNotThereAreRefused() {
    assertRefused(
        "recordRefused",
        () -> zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1"))));
  }

  @Test
  void listsTheOwnersRecordsAndNoOthers() {
    take(zone, OWNER);
    RecordSet mine = set("www", "A", "192.0.2.1");
    zones.ensureRecords(zone, OWNER, List.of(mine));
    zones.ensureRecords(zone, OTHER, List.of(set("other", "A", "192.0.2.1")));
    stage().changeByHand(zone, "hand." + zone, "A", "192.0.2.1");

    assertThat(zones.recordsOf(zone, OWNER)).containsExactly(mine);
    assertThat(zones.recordsOf("no-such." + zone, OWNER)).isEmpty();
  }

  @Test
  void removesTheOwnersRecordsAndNoOthersHoweverOften() {
    take(zone, OWNER);
    zones.ensureRecords(
        zone, OWNER, List.of(set("www", "A", "192.0.2.1"), set("www", "TXT", "\"mine\"")));
    zones.ensureRecords(zone, OTHER, List.of(set("www", "AAAA", "2001:db8::1")));

    zones.removeRecords(zone, OWNER);
    String after = lookup(zone, "SOA").get(0);
    zones.removeRecords(zone, OWNER);
    zones.removeRecords("no-such." + zone, OWNER);

    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();
    assertThat(lookup("www." + zone, "A")).isEmpty();
    assertThat(lookup("www." + zone, "AAAA")).hasSize(1);
    assertThat(lookup(zone, "NS")).hasSize(2);
    assertThat(lookup(zone, "SOA")).containsExactly(after);
  }

  @Test
  void aNameWhoseRecordsWereRemovedIsFreeForOthers() {
    take(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    zones.removeRecords(zone, OWNER);

    zones.ensureRecords(zone, OTHER, List.of(set("www", "A", "192.0.2.2")));

    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.2");
  }

  @Test
  void removesOnlyTheOwnersZoneHoweverOften() {
    take(zone, OWNER);
    zones.removeZone(zone, OTHER);
    assertThat(zones.holds(zone)).isTrue();

    zones.removeZone(zone, OWNER);
    zones.removeZone(zone, OWNER);

    zones.ensureZone(zone, OTHER);
    assertRefused("zoneTaken", () -> zones.ensureZone(zone, OWNER));
  }

  @Test
  void aZoneMadeByHandIsNotRemoved() {
    stage().makeZoneByHand(zone);

    zones.removeZone(zone, OWNER);

    assertThat(zones.holds(zone)).isTrue();
    assertThat(lookup("www." + zone, "A")).hasSize(1);
  }

  protected final PlatformRefusal refusal(RecordSet record) {
    return assertRefused("recordRefused", () -> zones.ensureRecords(zone, OWNER, List.of(record)));
  }

  protected static PlatformRefusal assertRefused(String code, Runnable action) {
    PlatformRefusal refusal = catchThrowableOfType(PlatformRefusal.class, action::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }

  protected final RecordSet set(String name, String type, String... values) {
    return new RecordSet(name + "." + zone, type, Duration.ofMinutes(5), List.of(values));
  }

  protected final List<String> lookup(String name, String type) {
    return AuthoritativeLookups.at(stage().dns()).lookup(name, type);
  }

  /** What is to be done before, and the zone itself. */
  protected final void take(String name, String owner) {
    stage().serve(name);
    zones.ensureZone(name, owner);
  }
}
