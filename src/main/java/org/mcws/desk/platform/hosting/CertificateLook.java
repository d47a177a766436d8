package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

  private final EdgeSettings edge;
  private final SiteAddresses addresses;
  private final CertificateReader reader;
  private final SSLContext tls = AnyCertificate.context();

  CertificateLook(EdgeSettings edge, Clock clock) {
    this.edge = edge;
    this.addresses = new SiteAddresses(edge);
    this.reader = new CertificateReader(new TrustedCertificates(edge.trustedCertificates()), clock);
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
      return reader.read(host, chain(host, line));
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
}
