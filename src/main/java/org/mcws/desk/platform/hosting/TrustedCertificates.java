package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom visitors trust to say who a site is: those whom this Java trusts, and who is named besides.
 */
final class TrustedCertificates {

  /** How the server proved who it is: with a key that signs, as all do today. */
  private static final String BY_SIGNATURE = "UNKNOWN";

  private final Set<TrustAnchor> anchors;

  /**
   * @param besides a file of certificates in PEM, null for none
   * @throws IllegalArgumentException if it can't be read
   */
  TrustedCertificates(Path besides) {
    List<X509Certificate> trusted = new ArrayList<>(ofJava());
    if (besides != null) {
      trusted.addAll(read(besides));
    }
    this.anchors =
        trusted.stream()
            .map(certificate -> new TrustAnchor(certificate, null))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Checks a chain as a visitor's program would, but for the host's name.
   *
   * @param chain as a server shows it, its own certificate first
   * @param at when it is looked at
   * @throws CertificateException if no trusted authority vouches for it
   */
  void check(List<X509Certificate> chain, Instant at) throws CertificateException {
    try {
      PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
      rules.setRevocationEnabled(false);
      rules.setDate(Date.from(at));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(rules));
      ofX509(factory).checkServerTrusted(chain.toArray(X509Certificate[]::new), BY_SIGNATURE);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't check certificates", e);
    }
  }

  private static List<X509Certificate> ofJava() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return List.of(ofX509(factory).getAcceptedIssuers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java's trusted certificates can't be read", e);
    }
  }

  private static X509TrustManager ofX509(TrustManagerFactory factory) {
    TrustManager[] all = factory.getTrustManagers();
    return Arrays.stream(all)
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<X509Certificate> read(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException(
          "desk.hosting.edge.trusted-certificates is "
              + file
              + ", which can't be read as certificates in PEM ("
              + e
              + "): name a file of them, or leave it out",
          e);
    }
  }
}
