package org.mcws.desk.platform.dns.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.mcws.desk.platform.Commands;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsStage;
import org.mcws.desk.platform.dns.DnsZones;

/**
 * A BIND, and what its administrators do there.
 *
 * @param dns host and port
 * @param statement of a zone, as the page about the settings has it
 * @param emptyZone the file of a new zone, as that page has it
 */
record BindUnderTest(Path folder, String dns, String statement, String emptyZone)
    implements DnsStage {

  static final String KEY = "mcws-desk";

  /** The page's. */
  static final String SECRET = "pRP5FapFoJ95JEL06sv4PQ==";

  private static final String PAGES_ZONE = "communities.example.org";

  @Override
  public DnsZones zones() {
    return new DynamicZones(settings(KEY, SECRET), InstantSource.system());
  }

  UpdateSettings settings(String key, String secret) {
    return settings(dns, key, "hmac-sha256", secret, Duration.ofSeconds(10));
  }

  static UpdateSettings settings(
      String primary, String key, String algorithm, String secret, Duration patience) {
    return new UpdateSettings(
        primary,
        new UpdateSettings.Key(key, algorithm, secret),
        new HttpTimeouts(Duration.ofSeconds(2), patience));
  }

  @Override
  public void serve(String zone) {
    serve(zone, "");
  }

  /**
   * @param records of the zone besides SOA and NS, as in a zone file
   */
  void serve(String zone, String records) {
    serve(zone, records, statement);
  }

  /**
   * @param how the zone is served: a statement about the page's zone
   */
  void serve(String zone, String records, String how) {
    write(folder.resolve(zone), emptyZone + records);
    rndc(
        "addzone",
        how.replace(PAGES_ZONE, zone)
            .replace("/var/lib/bind/", folder + "/")
            .replaceAll("\\s+", " ")
            .replaceFirst("^zone \"[^\"]*\" ", zone + " ")
            .strip());
  }

  void rndc(String... command) {
    List<String> words = new ArrayList<>(List.of("rndc", "-c", folder + "/rndc.conf"));
    words.addAll(List.of(command));
    Commands.run(words.toArray(String[]::new));
  }

  @Override
  public void makeZoneByHand(String zone) {
    serve(zone, "www 300 A 192.0.2.1\n");
  }

  @Override
  public void changeByHand(String zone, String name, String type, String value) {
    nsupdate(
        zone,
        "update delete %s. %s%nupdate add %s. 300 %s %s".formatted(name, type, name, type, value));
  }

  /** As Ops do it, with the desk's key. */
  void nsupdate(String zone, String lines) {
    Path script = folder.resolve("nsupdate");
    write(
        script,
        "server %s%nzone %s%ncheck-names off%n%s%nsend%n"
            .formatted(dns.replace(':', ' '), zone, lines));
    write(
        folder.resolve("desk.key"),
        "key \"%s\" { algorithm hmac-sha256; secret \"%s\"; };%n".formatted(KEY, SECRET));
    assertThat(Commands.run("nsupdate", "-k", folder + "/desk.key", script.toString())).isEmpty();
  }

  boolean answers() {
    try {
      zones().holds("test");
      rndc("status");
      return true;
    } catch (PlatformUnavailable | AssertionError notYet) {
      return false;
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
