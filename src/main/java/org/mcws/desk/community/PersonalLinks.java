package org.mcws.desk.community;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes and checks the links that people get by mail. The token is 192 random bits, of which only
 * the SHA-256 hash is kept, so that who reads the database cannot act for anybody.
 */
@Service
@Transactional
public class PersonalLinks {

  private static final int TOKEN_BYTES = 24;

  private final PersonalLinkRepository links;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  PersonalLinks(PersonalLinkRepository links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /**
   * Makes a link for one person.
   *
   * @return the token, to be put into a mail and nowhere else
   */
  public String issue(
      PersonalLink.Purpose purpose, String subject, String person, Duration validity) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    links.save(
        new PersonalLink(hash(token), purpose, subject, person, clock.instant().plus(validity)));
    return token;
  }

  /** The link of this token, used or not; empty if there is none for the purpose or it expired. */
  @Transactional(readOnly = true)
  public Optional<PersonalLink> find(String token, PersonalLink.Purpose purpose) {
    Instant now = clock.instant();
    return links
        .findById(hash(token))
        .filter(link -> link.purpose() == purpose && !link.expired(now));
  }

  /** Marks the link as used, so that its effect happens once. */
  public void use(String token) {
    links.findById(hash(token)).ifPresent(link -> link.use(clock.instant()));
  }

  /** Whether the person ever got a link for this purpose that was not revoked. */
  @Transactional(readOnly = true)
  public boolean issued(PersonalLink.Purpose purpose, String person) {
    return links.existsByPurposeAndPerson(purpose, person);
  }

  /** Takes all links about a subject out of use. */
  public void revoke(String subject) {
    links.deleteBySubject(subject);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
