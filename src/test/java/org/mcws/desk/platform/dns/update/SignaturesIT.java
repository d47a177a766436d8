package org.mcws.desk.platform.dns.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.xbill.DNS.Rcode;

/** Who is believed, by whom, and what is said when it does not come to that. */
class SignaturesIT {

  @RegisterExtension static final RealBind SERVER = new RealBind();

  private static final String ZONE = "signed.test";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String GUESSED = "Z3Vlc3NlZC1zZWNyZXQ=";

  private final BindUnderTest server = SERVER.address();

  @BeforeEach
  void serve() {
    if (!server.zones().holds(ZONE)) {
      server.serve(ZONE);
    }
  }

  @Test
  void anUnknownKeyIsNamed() {
    assertThat(unavailable(zones("nobody", BindUnderTest.SECRET)))
        .hasMessageContaining("BADKEY")
        .hasMessageContaining("desk.dns.update.key.name")
        .hasMessageContaining("nobody");
  }

  @Test
  void anotherAlgorithmIsNamed() {
    UpdateSettings settings =
        BindUnderTest.settings(
            server.dns(), BindUnderTest.KEY, "hmac-sha512", BindUnderTest.SECRET, PATIENCE);

    assertThat(unavailable(new DynamicZones(settings, InstantSource.system())))
        .hasMessageContaining("hmac-sha512")
        .hasMessageContaining("desk.dns.update.key.algorithm");
  }

  @Test
  void anotherSecretIsNamedAndNotShown() {
    assertThat(unavailable(zones(BindUnderTest.KEY, GUESSED)))
        .hasMessageContaining("BADSIG")
        .hasMessageContaining("desk.dns.update.key.secret")
        .hasMessageNotContaining(GUESSED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void aClockThatGoesWrongIsNamed(long seconds) {
    InstantSource clock = () -> InstantSource.system().instant().plusSeconds(seconds);

    assertThat(
            unavailable(
                new DynamicZones(server.settings(BindUnderTest.KEY, BindUnderTest.SECRET), clock)))
        .hasMessageContaining("BADTIME")
        .hasMessageContaining("NTP")
        .hasMessageContaining(
            "there it is " + InstantSource.system().instant().toString().substring(0, 10));
  }

  @Test
  void aClockMayGoALittleWrong() {
    InstantSource clock = () -> InstantSource.system().instant().minusSeconds(120);

    assertThat(
            new DynamicZones(server.settings(BindUnderTest.KEY, BindUnderTest.SECRET), clock)
                .holds(ZONE))
        .isTrue();
  }

  @Test
  void longerSignaturesWillDo() {
    server.serve("sha512.test", "", server.statement().replace("mcws-desk", "sha512"));
    DnsZones zones =
        new DynamicZones(
            BindUnderTest.settings(
                server.dns(), "sha512", "hmac-sha512", BindUnderTest.SECRET, PATIENCE),
            InstantSource.system());

    zones.ensureZone("sha512.test", "service:1");

    assertThat(zones.holds("sha512.test")).isTrue();
  }

  @Test
  void aKeyThatMayNotReadIsToldOf() {
    DnsZones stranger = zones("stranger", BindUnderTest.SECRET);

    assertThat(
            catchThrowableOfType(
                PlatformUnavailable.class, () -> stranger.recordsOf(ZONE, "service:1")))
        .hasMessageContaining("allow-transfer { key \"stranger\"; }");
  }

  /** Whatever it says, it may be anybody. */
  @ParameterizedTest
  @ValueSource(ints = {Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.NXRRSET, Rcode.REFUSED, Rcode.NOTAUTH})
  void anAnswerWithoutSignatureIsNotBelieved(int rcode) {
    try (StrangeServer anybody =
        StrangeServer.with(
            (visitor, me) -> {
              byte[] request = frame(new DataInputStream(visitor.getInputStream()));
              visitor.getOutputStream().write(DnsProtocol.answer(request, rcode));
              me.waitUntilItLeaves(visitor);
            })) {
      DnsZones zones = at(anybody);

      for (Runnable action :
          List.<Runnable>of(
              () -> zones.holds(ZONE),
              () -> zones.recordsOf(ZONE, "service:1"),
              () -> zones.ensureZone(ZONE, "service:1"),
              () -> zones.ensureRecords(ZONE, "service:1", List.of(www())),
              () -> zones.removeZone(ZONE, "service:1"))) {
        assertThat(catchThrowableOfType(PlatformUnavailable.class, action::run))
            .isNotNull()
            .hasMessageContaining("signature")
            .hasMessageContaining("desk.dns.update.primary");
      }
    }
  }

  @Test
  void whoNeverStopsTalkingIsHungUpOn() {
    try (StrangeServer slow =
        StrangeServer.with((visitor, me) -> me.drip(visitor, new byte[] {127}, 50))) {
      assertThat(unavailable(at(slow))).hasMessageContaining("no whole answer within PT1S");
    }
  }

  /** Whether it was heard is not known. */
  @Test
  void nothingIsSaidTwice() {
    try (StrangeServer deaf = StrangeServer.with((visitor, me) -> {})) {
      unavailable(at(deaf));

      assertThat(deaf.visitors()).isEqualTo(1);
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return ByteBuffer.allocate(Short.BYTES + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private static PlatformUnavailable unavailable(DnsZones zones) {
    PlatformUnavailable said =
        catchThrowableOfType(
            PlatformUnavailable.class,
            () -> zones.ensureRecords(ZONE, "service:1", List.of(www())));
    assertThat(said).isNotNull().hasMessageNotContaining(BindUnderTest.SECRET);
    return said;
  }

  private DnsZones zones(String key, String secret) {
    return new DynamicZones(server.settings(key, secret), InstantSource.system());
  }

  private static DnsZones at(StrangeServer server) {
    return new DynamicZones(
        BindUnderTest.settings(
            "127.0.0.1:" + server.port(),
            BindUnderTest.KEY,
            "hmac-sha256",
            BindUnderTest.SECRET,
            PATIENCE),
        InstantSource.system());
  }

  private static RecordSet www() {
    return new RecordSet("www." + ZONE, "A", Duration.ofMinutes(5), List.of("192.0.2.1"));
  }
}
