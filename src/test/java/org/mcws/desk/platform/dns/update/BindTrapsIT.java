package org.mcws.desk.platform.dns.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookups;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.xbill.DNS.Name;

/**
 * What BIND does without a word, what has no place in a zone, and what people do beside the desk.
 */
class BindTrapsIT {

  @RegisterExtension static final RealBind SERVER = new RealBind();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String OWNER = "service:7e5cd9a2-4a0f-4c39-8f42-9d6fb1b9d0c7";
  private static final String OTHER = "service:0b54c7c1-0d9c-4a76-a1f5-5a54ad1b1f4e";

  private final String zone = "trap" + COUNT.incrementAndGet() + ".test";
  private final BindUnderTest server = SERVER.address();
  private final DnsZones zones = server.zones();
  private final PrimaryServer primary =
      new PrimaryServer(
          server.settings(BindUnderTest.KEY, BindUnderTest.SECRET), InstantSource.system());

  @Test
  void aZoneThatIsNotServedIsToBeMadeByPeopleWhoAreToldHow() {
    PlatformRefusal refusal = refused("zoneRefused", () -> zones.ensureZone(zone, OWNER));

    assertThat(refusal)
        .hasMessageContaining(server.dns())
        .hasMessageContaining("update-policy { grant mcws-desk zonesub; }")
        .hasMessageContaining("allow-transfer { key \"mcws-desk\"; }")
        .hasMessageContaining("try this step again");
  }

  /** Or what the desk has in it would be thought to be gone. */
  @Test
  void aZoneThatShowsTheDeskNothingIsNotTakenForMissing() {
    server.serve(
        zone,
        "",
        "zone \"communities.example.org\" { type primary;"
            + " file \"/var/lib/bind/communities.example.org\";"
            + " allow-query { none; }; allow-transfer { none; }; };");

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> zones.removeRecords(zone, OWNER))
        .withMessageContaining("allow-transfer { key \"mcws-desk\"; }");
  }

  /** What the refusal says is what makes the step succeed. */
  @Test
  void whoDoesWhatTheRefusalSaysIsServed() {
    String advice = refused("zoneRefused", () -> zones.ensureZone(zone, OWNER)).getMessage();
    String statement = advice.replaceFirst("(?s).*in BIND: (zone .* };).*", "$1");
    server.serve(zone, "", statement + "\n");

    zones.ensureZone(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));

    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.1");
  }

  @Test
  void aNewZoneMayHaveNameServersOfItsOwn() {
    server.serve(zone, "@ NS ns\nns A 192.0.2.53\nns AAAA 2001:db8::53\n");

    zones.ensureZone(zone, OWNER);

    refused("zoneTaken", () -> zones.ensureZone(zone, OTHER));
    refused(
        "recordTaken",
        () -> zones.ensureRecords(zone, OWNER, List.of(set("ns", "A", "192.0.2.1"))));
  }

  @Test
  void aZoneThatIsDelegatedToItselfHidesNothing() {
    server.serve(zone, "child NS ns.child\nns.child A 192.0.2.53\n");
    server.serve("child." + zone);

    zones.ensureZone("child." + zone, OWNER);

    assertThat(lookup("_mcws-desk.child." + zone, "TXT"))
        .containsExactly("\"zone owner=" + OWNER + "\"");
  }

  @Test
  void aZoneThatPeopleMadeAboveSomebodysRecordsIsNotTaken() {
    zoneOf(OTHER);
    zones.ensureRecords(zone, OTHER, List.of(set("a.www", "A", "192.0.2.1")));
    server.serve("www." + zone);

    refused("zoneTaken", () -> zones.ensureZone("www." + zone, OWNER));
  }

  @Test
  void whoLeavesAZoneLeavesItAsItWasMade() {
    zoneOf(OWNER);
    zones.ensureRecords(
        zone,
        OWNER,
        List.of(
            set("www", "A", "192.0.2.1"),
            new RecordSet(zone, "TXT", Duration.ofMinutes(5), List.of("\"v=spf1 mx -all\"")),
            new RecordSet(zone, "MX", Duration.ofMinutes(5), List.of("10 mx.example."))));
    zones.ensureRecords(zone, OTHER, List.of(set("others", "A", "192.0.2.1")));

    zones.removeZone(zone, OWNER);

    assertThat(lookup(zone, "NS")).hasSize(2);
    for (String name : List.of("www." + zone, "others." + zone, "_mcws-desk." + zone)) {
      assertThat(lookup(name, "A")).as(name).isEmpty();
      assertThat(lookup(name, "TXT")).as(name).isEmpty();
    }
    assertThat(lookup(zone, "MX")).isEmpty();
    zones.ensureZone(zone, OTHER);
  }

  @Test
  void whatPeoplePutIntoTheZoneStaysAndIsNobodysWhenItsOwnerLeaves() {
    zoneOf(OWNER);
    server.changeByHand(zone, "hand." + zone, "A", "192.0.2.1");

    zones.removeZone(zone, OWNER);

    assertThat(lookup("hand." + zone, "A")).hasSize(1);
    assertThat(refused("zoneTaken", () -> zones.ensureZone(zone, OWNER)))
        .hasMessageContaining("hand." + zone);
  }

  /** RFC 2136 section 3.4.2.2: BIND says NOERROR, and goes on as before. */
  @Test
  void aCnameThatComesBetweenLookingAndChangingIsNoticed() {
    zoneOf(OWNER);
    ZoneContent asRead = read();
    server.changeByHand(zone, "www." + zone, "CNAME", "elsewhere.test.");

    assertThat(make(ensuring(asRead, set("www", "A", "192.0.2.1")))).isFalse();
    assertThat(lookup("_mcws-desk." + zone, "TXT")).hasSize(1);
    assertThat(lookup("www._mcws-desk." + zone, "TXT")).isEmpty();
  }

  @Test
  void anAddressThatComesBeforeACnameIsNoticed() {
    zoneOf(OWNER);
    ZoneContent asRead = read();
    server.changeByHand(zone, "www." + zone, "A", "192.0.2.1");

    assertThat(make(ensuring(asRead, set("www", "CNAME", "elsewhere.test.")))).isFalse();
    assertThat(lookup("www._mcws-desk." + zone, "TXT")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1"})
  void aSetThatOthersChangeMeanwhileIsNotOverwritten(String before) {
    zoneOf(OWNER);
    if (!before.isEmpty()) {
      zones.ensureRecords(zone, OWNER, List.of(set("www", "A", before)));
    }
    ZoneContent asRead = read();
    server.changeByHand(zone, "www." + zone, "A", "192.0.2.7");

    assertThat(make(ensuring(asRead, set("www", "A", "192.0.2.2")))).isFalse();
    assertThat(make(removing(asRead))).as("removed").isEqualTo(before.isEmpty());
    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.7");
  }

  @Test
  void anOwnerThatComesMeanwhileIsNotOverwritten() {
    zoneOf(OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    ZoneContent asRead = read();
    zones.removeRecords(zone, OWNER);
    zones.ensureRecords(zone, OTHER, List.of(set("www", "A", "192.0.2.1")));

    assertThat(make(ensuring(asRead, set("www", "A", "192.0.2.2")))).isFalse();
    assertThat(make(removing(asRead))).isFalse();
    assertThat(zones.recordsOf(zone, OTHER)).containsExactly(set("www", "A", "192.0.2.1"));
  }

  @Test
  void aMessageThatIsHeardTwiceDoesNothingMore() {
    zoneOf(OWNER);
    Change change = ensuring(read(), set("www", "A", "192.0.2.1"));
    assertThat(make(change)).isTrue();
    server.changeByHand(zone, "www." + zone, "A", "192.0.2.7");

    assertThat(make(change)).isFalse();
    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.7");
  }

  @Test
  void manyWhoChangeANameAtOnceAllGetTheirWay() {
    zoneOf(OWNER);
    List<RecordSet> sets =
        List.of(
            set("www", "A", "192.0.2.1"),
            set("www", "MX", "10 mx.example."),
            set("www", "TXT", "\"text\""),
            set("www", "AAAA", "2001:db8:0:0:0:0:0:1"));

    CompletableFuture.allOf(
            sets.stream()
                .map(
                    one ->
                        CompletableFuture.runAsync(
                            () -> zones.ensureRecords(zone, OWNER, List.of(one))))
                .toArray(CompletableFuture<?>[]::new))
        .join();

    assertThat(zones.recordsOf(zone, OWNER))
        .extracting(RecordSet::type)
        .containsExactlyInAnyOrder("A", "MX", "TXT", "AAAA");
  }

  @Test
  void whoComesInBetweenIsWaitedFor() {
    zoneOf(OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    AtomicInteger changes = new AtomicInteger();

    beside(
        () -> changes.getAndIncrement() < 4,
        wire -> wire.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.2"))));

    assertThat(changes).hasValue(5);
    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.2");
  }

  @Test
  void whoAlwaysComesInBetweenIsToldOf() {
    zoneOf(OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));

    assertThat(
            catchThrowableOfType(
                PlatformUnavailable.class,
                () -> beside(() -> true, wire -> wire.removeRecords(zone, OWNER))))
        .hasMessageContaining("changed by others each of the 5 times")
        .hasMessageContaining("inline-signing");
    assertThat(lookup("www." + zone, "A")).hasSize(1);
  }

  /** Somebody changes the record while the desk's message about it is on its way. */
  private void beside(BooleanSupplier again, Consumer<DnsZones> action) {
    AtomicInteger last = new AtomicInteger(100);
    DnsProtocol eager =
        new DnsProtocol() {
          @Override
          public Optional<String> request(byte[] octets) {
            Optional<String> request = super.request(octets);
            if (request.orElseThrow().startsWith("UPDATE") && again.getAsBoolean()) {
              server.changeByHand(zone, "www." + zone, "A", "192.0.2." + last.incrementAndGet());
            }
            return request;
          }
        };
    String[] dns = server.dns().split(":");
    try (FaultProxy wire =
        new FaultProxy(new InetSocketAddress(dns[0], Integer.parseInt(dns[1])), eager)) {
      action.accept(
          new DynamicZones(
              BindUnderTest.settings(
                  "127.0.0.1:" + wire.port(),
                  BindUnderTest.KEY,
                  "hmac-sha256",
                  BindUnderTest.SECRET,
                  Duration.ofSeconds(10)),
              InstantSource.system()));
    }
  }

  @Test
  void onlyTheTimeToLiveChanges() {
    zoneOf(OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1", "192.0.2.2")));
    RecordSet slower =
        new RecordSet("www." + zone, "A", Duration.ofHours(2), List.of("192.0.2.1", "192.0.2.2"));

    zones.ensureRecords(zone, OWNER, List.of(slower));

    assertThat(zones.recordsOf(zone, OWNER)).containsExactly(slower);
  }

  /** The record and what the desk notes of it, in one message. */
  @Test
  void aRecordAndItsMarkRaiseTheSerialOnce() {
    zoneOf(OWNER);
    long before = serial();

    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1"), set("m", "MX", "1 a.")));

    assertThat(serial() - before).isEqualTo(1);
    assertThat(lookup("www._mcws-desk." + zone, "TXT"))
        .containsExactly("\"type=A owner=" + OWNER + "\"");
  }

  @Test
  void theZonesOwnNameHasRecordsMarksAndAnOwner() {
    zoneOf(OWNER);
    RecordSet text = new RecordSet(zone, "TXT", Duration.ofMinutes(5), List.of("\"v=spf1 -all\""));
    RecordSet mail = new RecordSet(zone, "MX", Duration.ofMinutes(5), List.of("10 mx.example."));

    zones.ensureRecords(zone, OWNER, List.of(mail, text));
    assertThat(zones.recordsOf(zone, OWNER)).containsExactlyInAnyOrder(mail, text);
    zones.removeRecords(zone, OWNER);

    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();
    assertThat(lookup("_mcws-desk." + zone, "TXT")).containsExactly("\"zone owner=" + OWNER + "\"");
  }

  @Test
  void aWildcardIsMarkedAndItsMarkStandsInNobodysWay() {
    zoneOf(OWNER);
    RecordSet wild = new RecordSet("*." + zone, "A", Duration.ofMinutes(5), List.of("192.0.2.3"));

    zones.ensureRecords(zone, OWNER, List.of(wild, set("*.deep", "A", "192.0.2.4")));

    assertThat(lookup("anything." + zone, "A")).containsExactly("192.0.2.3");
    assertThat(lookup("any.thing." + zone, "A")).containsExactly("192.0.2.3");
    assertThat(lookup("any.thing.deep." + zone, "A")).containsExactly("192.0.2.4");
    assertThat(zones.recordsOf(zone, OWNER)).hasSize(2).contains(wild);
    refused("recordTaken", () -> zones.ensureRecords(zone, OTHER, List.of(wild)));
    zones.removeRecords(zone, OWNER);
    assertThat(lookup("anything." + zone, "A")).isEmpty();
  }

  @Test
  void aNameIsAsLongAsItsMarkMayBe() {
    zoneOf(OWNER);
    String label = "l".repeat(60);
    String parents = String.join(".", label, label, label, zone);
    String longest = "n".repeat(242 - parents.length() - 1) + "." + parents;
    RecordSet fits = new RecordSet(longest, "A", Duration.ofMinutes(5), List.of("192.0.2.1"));

    zones.ensureRecords(zone, OWNER, List.of(fits));

    assertThat(zones.recordsOf(zone, OWNER)).containsExactly(fits);
    assertThat(refusal(new RecordSet("n" + longest, "A", fits.ttl(), fits.values())))
        .hasMessageContaining("242 characters");
  }

  @Test
  void anOwnerMayBeLongAndStrange() {
    zoneOf(OWNER);
    String strange = "ę \"quoted\" \\065; " + "x".repeat(600);

    zones.ensureRecords(zone, strange, List.of(set("www", "A", "192.0.2.1")));
    zones.ensureRecords(zone, strange, List.of(set("www", "A", "192.0.2.2")));

    assertThat(zones.recordsOf(zone, strange)).containsExactly(set("www", "A", "192.0.2.2"));
    zones.removeRecords(zone, strange);
    assertThat(lookup("www._mcws-desk." + zone, "TXT")).isEmpty();
  }

  @Test
  void wordsOfAllLanguagesAreServedAsTheirOctets() {
    zoneOf(OWNER);

    zones.ensureRecords(zone, OWNER, List.of(set("hello", "TXT", "\"Grüße, 世界\"")));

    assertThat(lookup("hello." + zone, "TXT"))
        .containsExactly("\"Gr\\195\\188\\195\\159e, \\228\\184\\150\\231\\149\\140\"");
  }

  @Test
  void whereTheMarksAreNothingElseIsPublished() {
    zoneOf(OWNER);

    assertThat(refusal(set("www._mcws-desk", "TXT", "\"type=A owner=" + OWNER + "\"")))
        .hasMessageContaining("notes whose");
    refusal(set("_mcws-desk", "A", "192.0.2.1"));
    refusal(set("_MCWS-desk", "CNAME", "elsewhere.test."));
  }

  @Test
  void nothingIsPublishedWhereNobodyWouldSeeIt() {
    server.serve(zone, "sub NS ns.elsewhere.test.\nthere DNAME elsewhere.test.\n");

    assertThat(refusal(set("www.sub", "A", "192.0.2.1"))).hasMessageContaining("sub." + zone);
    refusal(set("sub", "A", "192.0.2.1"));
    assertThat(refusal(set("www.there", "A", "192.0.2.1")))
        .hasMessageContaining("there." + zone + " DNAME");
    zones.ensureRecords(zone, OWNER, List.of(set("there", "A", "192.0.2.1")));
    assertThat(lookup("there." + zone, "A")).containsExactly("192.0.2.1");
  }

  @Test
  void aDelegationThatComesBetweenLookingAndChangingIsNoticed() {
    zoneOf(OWNER);
    ZoneContent asRead = read();
    server.changeByHand(zone, "there." + zone, "DNAME", "elsewhere.test.");

    assertThat(make(ensuring(asRead, set("www.there", "A", "192.0.2.1")))).isFalse();
  }

  @Test
  void theDeskDelegatesNothing() {
    zoneOf(OWNER);

    refusal(set("sub", "NS", "ns.example."));
    refusal(set("there", "DNAME", "elsewhere.test."));
  }

  @Test
  void whatBindItselfRefusesIsRefusedWithWhereToLook() {
    zoneOf(OWNER);

    assertThat(refusal(set("under_score", "A", "192.0.2.1")))
        .hasMessageContaining("check-names")
        .hasMessageContaining("REFUSED");
    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();
  }

  @Test
  void moreThanAMessageHoldsIsRefusedAsAWhole() {
    zoneOf(OWNER);
    String text = '"' + "t".repeat(255) + '"';

    PlatformRefusal refusal =
        refused(
            "recordRefused",
            () ->
                zones.ensureRecords(
                    zone,
                    OWNER,
                    IntStream.range(0, 300).mapToObj(i -> set("t" + i, "TXT", text)).toList()));

    assertThat(refusal).hasMessageContaining("65,535 octets");
    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();
  }

  @Test
  void moreThanAMessageHoldsIsRemovedInSteps() {
    zoneOf(OWNER);
    String text = '"' + "t".repeat(255) + '"';
    for (int step = 0; step < 400; step += 100) {
      zones.ensureRecords(
          zone,
          OWNER,
          IntStream.range(step, step + 100).mapToObj(i -> set("t" + i, "TXT", text)).toList());
    }

    zones.removeZone(zone, OWNER);

    assertThat(zones.recordsOf(zone, OWNER)).isEmpty();
    assertThat(lookup("_mcws-desk." + zone, "TXT")).isEmpty();
  }

  @Test
  void whatAServerSignsIsReadWithoutItsSignatures() {
    server.serve(
        zone,
        "",
        server
            .statement()
            .replace("type primary;", "type primary; dnssec-policy default; inline-signing no;"));

    zones.ensureZone(zone, OWNER);
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.1")));
    zones.ensureRecords(zone, OWNER, List.of(set("www", "A", "192.0.2.2")));
    zones.ensureRecords(zone, OWNER, List.of(set("alias", "CNAME", "elsewhere.test.")));

    assertThat(lookup("www." + zone, "A")).containsExactly("192.0.2.2");
    assertThat(zones.recordsOf(zone, OWNER)).hasSize(2);
    zones.removeZone(zone, OWNER);
    zones.ensureZone(zone, OTHER);
  }

  private void zoneOf(String owner) {
    server.serve(zone);
    zones.ensureZone(zone, owner);
  }

  private ZoneContent read() {
    return primary.read(Name.fromConstantString(zone + ".")).orElseThrow();
  }

  private static Change ensuring(ZoneContent asRead, RecordSet set) {
    return new RecordChanges(asRead, OWNER).ensuring(List.of(WantedSet.of(set)));
  }

  /** What the owner had there is removed. */
  private static Change removing(ZoneContent asRead) {
    return new RecordChanges(asRead, OWNER).removing(asRead.marked(), false).get(0);
  }

  private boolean make(Change change) {
    return primary.make(change, "recordRefused");
  }

  private PlatformRefusal refusal(RecordSet set) {
    return refused("recordRefused", () -> zones.ensureRecords(zone, OWNER, List.of(set)));
  }

  private static PlatformRefusal refused(String code, Runnable action) {
    PlatformRefusal refusal = catchThrowableOfType(PlatformRefusal.class, action::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }

  private RecordSet set(String name, String type, String... values) {
    return new RecordSet(name + "." + zone, type, Duration.ofMinutes(5), List.of(values));
  }

  private List<String> lookup(String name, String type) {
    return AuthoritativeLookups.at(server.dns()).lookup(name, type);
  }

  private long serial() {
    return Long.parseLong(lookup(zone, "SOA").get(0).split(" ")[2]);
  }
}
