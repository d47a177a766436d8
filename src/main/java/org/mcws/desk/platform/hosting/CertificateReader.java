package org.mcws.desk.platform.hosting;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.platform.Quotation;

/** Tells what a certificate is worth to a visitor. */
final class CertificateReader {

  /** How X.509 marks a subject's alternative name that is a DNS name (RFC 5280, 4.2.1.6). */
  private static final Integer DNS_NAME = 2;

  private static final int MOST_NAMES_TOLD = 5;

  private final TrustedCertificates trusted;
  private final Clock clock;

  CertificateReader(TrustedCertificates trusted, Clock clock) {
    this.trusted = trusted;
    this.clock = clock;
  }

  /**
   * @param host who shows it
   * @param chain the certificate, and those of who vouches for it
   */
  Certificate read(String host, List<X509Certificate> chain) {
    X509Certificate own = chain.get(0);
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    List<String> names = names(own);
    boolean covers = CoveredNames.include(names, host);
    Optional<String> doubt = doubt(chain, from, until);
    List<String> shown = names.stream().map(Quotation::of).toList();
    String issuer = Quotation.of(own.getIssuerX500Principal().getName());
    String evidence =
        host
            + " shows a certificate for "
            + told(shown)
            + ", issued by "
            + issuer
            + ", valid from "
            + from
            + " until "
            + until
            + "."
            + (covers ? "" : " It does not cover the name " + host + ".")
            + doubt.map(reason -> " Visitors do not trust it (" + reason + ").").orElse("");
    return new Certificate(shown, issuer, from, until, covers, doubt.isEmpty(), evidence);
  }

  /** Why visitors would not trust it while it is valid. */
  private Optional<String> doubt(List<X509Certificate> chain, Instant from, Instant until) {
    Instant now = clock.instant();
    Instant at = now.isAfter(until) ? until : now.isBefore(from) ? from : now;
    try {
      trusted.check(chain, at);
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(Quotation.of(e.getMessage()));
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      return Stream.ofNullable(certificate.getSubjectAlternativeNames())
          .flatMap(Collection::stream)
          .filter(name -> DNS_NAME.equals(name.get(0)))
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static String told(List<String> names) {
    String some = String.join(", ", names.stream().limit(MOST_NAMES_TOLD).toList());
    int more = names.size() - MOST_NAMES_TOLD;
    return names.isEmpty() ? "no name" : more > 0 ? some + " and " + more + " more" : some;
  }
}
