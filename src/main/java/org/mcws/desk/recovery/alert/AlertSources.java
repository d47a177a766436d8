package org.mcws.desk.recovery.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The monitoring systems that may post alerts, and how each proves that it is one. */
@Component
public class AlertSources {

  private static final int SHORTEST_SECRET = 16;

  /** What a header can carry. */
  private static final Pattern SECRET = Pattern.compile("[!-~]+");

  private final Map<String, List<String>> secrets;

  /** What a source that is not there is compared with. */
  private final List<String> nobody;

  private final Clock clock;

  /**
   * @throws SettingProblem naming the source whose name is the desk's own, or whose secrets are
   *     missing, unfit or too easily guessed
   */
  AlertSources(AlertSettings settings, Environment environment, Clock clock) {
    boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    settings
        .alerts()
        .forEach((name, source) -> check(name, source.secrets(), sandbox ? 1 : SHORTEST_SECRET));
    this.secrets = settings.secrets();
    int most = secrets.values().stream().mapToInt(List::size).max().orElse(1);
    this.nobody = padded(List.of(), most);
    secrets.replaceAll((name, known) -> padded(known, most));
    this.clock = clock;
  }

  /**
   * Makes sure that a message comes from the source that it says. Its secret is either sent along,
   * as a bearer token or as the password of HTTP Basic under whatever name, or it is the key of
   * Grafana's signature, which counts for five minutes if it has a time.
   *
   * @param source as in the address
   * @param body as it was posted, byte for byte
   * @throws org.springframework.web.server.ResponseStatusException with status 401 if it does not;
   *     a source that is not there gets the same answer, so that nobody can find out which there
   *     are
   */
  public void authenticate(String source, HttpHeaders headers, byte[] body) {
    Optional<byte[]> sent = SentSecret.of(headers).map(AlertSources::digest);
    Optional<GrafanaSignature> signature =
        GrafanaSignature.of(headers).filter(made -> made.isFresh(clock.instant()));
    boolean known = false;
    for (String secret : secrets.getOrDefault(AlertSettings.plain(source), nobody)) {
      byte[] expected = digest(secret);
      known |= sent.filter(presented -> MessageDigest.isEqual(presented, expected)).isPresent();
      known |= signature.filter(made -> made.isBy(secret, body)).isPresent();
    }
    if (!known) {
      throw new UnprovenSource();
    }
  }

  /** With secrets that nobody has: how long an answer takes must not tell how many there are. */
  private static List<String> padded(List<String> known, int length) {
    return Stream.concat(known.stream(), Stream.generate(() -> UUID.randomUUID().toString()))
        .limit(length)
        .toList();
  }

  private static void check(String name, List<String> secrets, int shortest) {
    String setting = "desk.recovery.alerts." + name + ".secrets";
    String remedy =
        "Give a list of one secret or more, each of "
            + SHORTEST_SECRET
            + " or more letters, digits and signs without spaces, such as `openssl rand -hex 24`"
            + " prints; and the same to the monitoring system.";
    if (OwnSource.isOne(AlertSettings.plain(name))) {
      throw new SettingProblem(
          "desk.recovery.alerts." + name,
          "is what the desk calls a source of its own: alerts would be taken for it.",
          "Give the monitoring system another name, here and in its address of the desk.");
    }
    if (secrets.isEmpty()) {
      throw new SettingProblem(setting, "is missing: nobody could post its alerts.", remedy);
    }
    for (int i = 0; i < secrets.size(); i++) {
      String secret = secrets.get(i);
      if (!SECRET.matcher(secret).matches()) {
        throw new SettingProblem(
            setting + "[" + i + "]", "is empty, or has characters no header can carry.", remedy);
      }
      if (secret.length() < shortest) {
        throw new SettingProblem(
            setting + "[" + i + "]", "is too short: it could be guessed.", remedy);
      }
    }
  }

  /** Of one length whatever the secret's, which the comparison would give away. */
  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
