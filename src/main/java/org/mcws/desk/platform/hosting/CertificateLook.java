package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.mcws.desk.platform.TimeLimit;
import org.springframework.stereotype.Component;

/** Looks at the certificate that a site shows its visitors, whether or not it is any good. */
@Component
public class CertificateLook {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(15);

  /** How X.509 marks a subject's alternative name that is a DNS name (RFC 5280, 4.2.1.6). */
  private static final int DNS_NAME = 2;

  private static final int MOST_NAMES_TOLD = 5;

  private final EdgeSettings edge;
  private final Clock clock;
  private final SiteAddresses addresses;
  private final TrustedCertificates trusted;
  private final SSLContext tls = AnyCertificate.context();

  CertificateLook(EdgeSettings edge, Clock clock) {
    this.edge = edge;
    this.clock = clock;
    this.addresses = new SiteAddresses(edge);
    this.trusted = new TrustedCertificates(edge.trustedCertificates());
  }

  /**
   * Shakes hands with the site by its name (SNI) and takes the certificate it shows.
   *
   * @param host in A-label form
   * @param addresses where to connect to, in place of asking a resolver; the next one only if
   *     nothing listens at one
   * @throws PlatformUnavailable if no handshake comes about within 15 seconds after a connection
   *     within 5, or if an address is one of the platform's own but not of its edge
   * @throws IllegalStateException if the edge speaks no TLS, as {@link EdgeSettings#speaksTls} says
   */
  public Certificate look(String host, List<String> addresses) {
    if (!edge.speaksTls()) {
      throw new IllegalStateException(
          "The desk can't look at certificates before desk.hosting.edge.tls-port says where the"
              + " edge speaks TLS.");
    }
    List<InetAddress> at = this.addresses.of(host, addresses);
    try (Socket line = connected(at)) {
      return described(host, chain(host, line));
    } catch (IOException e) {
      throw new PlatformUnavailable(
          "No certificate is shown for "
              + host
              + " at "
              + addresses
              + ", port "
              + edge.tlsPort()
              + " ("
              + Quotation.of(e.getMessage())
              + "). Look at the platform's edge.",
          e);
    }
  }

  private Socket connected(List<InetAddress> addresses) throws IOException {
    IOException deaf = new UnknownHostException("no address");
    for (InetAddress address : addresses) {
      Socket line = new Socket();
      try {
        line.connect(new InetSocketAddress(address, edge.tlsPort()), (int) CONNECT.toMillis());
        return line;
      } catch (IOException e) {
        line.close();
        deaf = e;
      }
    }
    throw deaf;
  }

  private List<X509Certificate> chain(String host, Socket line) throws IOException {
    TimeLimit limit = TimeLimit.of(HANDSHAKE, () -> hangUp(line));
    // It is the line below that is closed: TLS would say good-bye, and wait for one.
    SSLSocket site =
        (SSLSocket) tls.getSocketFactory().createSocket(line, host, edge.tlsPort(), false);
    try {
      site.startHandshake();
      SSLSession session = site.getSession();
      // No later look resumes it, since then no certificate would be shown.
      session.invalidate();
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (IOException e) {
      throw limit.isOver()
          ? new IOException("it does not shake hands within " + HANDSHAKE.toSeconds() + " s", e)
          : e;
    } finally {
      limit.lift();
    }
  }

  private static void hangUp(Socket line) {
    try {
      line.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Certificate described(String host, List<X509Certificate> chain) {
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
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(all -> all.stream())
          .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
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
