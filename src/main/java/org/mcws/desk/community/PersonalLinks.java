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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes and checks the links that people get by mail. The token is 192 random bits, of which only
 * the SHA-256 hash is kept, so that who reads the database cannot act for anybody.
 */
@Service
@Transactional
public class PersonalLinks {

  private static final int TOKEN_BYTES = 24;

  /** Without signs that people take for one another. */
  private static final String CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int CODE_LENGTH = 6;
  private static final int WRONG_CODES = 5;
  private static final Duration CLOSED_FOR = Duration.ofMinutes(15);

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
    String token = newToken();
    links.save(link(token, purpose, subject, person, validity));
    return token;
  }

  /**
   * Makes a link for one person that decides nothing without a short code. The code stands in the
   * mail beside the link, where a program that follows links does not look for it.
   *
   * @return token and code, to be put into a mail and nowhere else
   */
  public CodedLink issueWithCode(
      PersonalLink.Purpose purpose, String subject, String person, Duration validity) {
    String token = newToken();
    StringBuilder code = new StringBuilder();
    random
        .ints(CODE_LENGTH, 0, CODE_SIGNS.length())
        .forEach(sign -> code.append(CODE_SIGNS.charAt(sign)));
    PersonalLink link = link(token, purpose, subject, person, validity);
    link.secureBy(hash(token + code));
    links.save(link);
    return new CodedLink(token, code.toString());
  }

  /**
   * Tries a code. A few wrong ones close the link for a quarter of an hour. Commits by itself,
   * whatever becomes of the request, so that a wrong try is counted.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public CodeTry tryCode(String token, String code) {
    Instant now = clock.instant();
    PersonalLink link = links.lock(hash(token)).orElseThrow();
    if (link.isClosed(now)) {
      return CodeTry.CLOSED;
    }
    if (link.hasCode(hash(token + code.strip().toUpperCase(Locale.ROOT)))) {
      link.rightCode();
      return CodeTry.RIGHT;
    }
    link.wrongCode(WRONG_CODES, now.plus(CLOSED_FOR));
    return CodeTry.WRONG;
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

  /** Whose links about a subject last at least until then. */
  @Transactional(readOnly = true)
  public Set<String> holders(PersonalLink.Purpose purpose, String subject, Instant lasting) {
    return links
        .findByPurposeAndSubjectAndExpiresAtGreaterThanEqual(purpose, subject, lasting)
        .stream()
        .map(PersonalLink::person)
        .collect(Collectors.toSet());
  }

  /** Takes all links about a subject out of use. */
  public void revoke(String subject) {
    links.deleteBySubject(subject);
  }

  /** Forgets the links of a purpose that have expired. */
  public void forgetExpired(PersonalLink.Purpose purpose) {
    links.deleteExpired(purpose, clock.instant());
  }

  private PersonalLink link(
      String token,
      PersonalLink.Purpose purpose,
      String subject,
      String person,
      Duration validity) {
    return new PersonalLink(hash(token), purpose, subject, person, clock.instant().plus(validity));
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What a try to give the code came to. */
  public enum CodeTry {
    RIGHT,
    WRONG,
    /** Too many were wrong: nothing is looked at for a while. */
    CLOSED
  }

  /**
   * A link and the code without which it decides nothing.
   *
   * @param token goes into the address
   * @param code goes into the mail's text
   */
  public record CodedLink(String token, String code) {}

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
