package org.mcws.desk.sandbox.marathon;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows each visitor the certificate of the site that they name in the handshake (SNI). */
final class EdgeKeys extends X509ExtendedKeyManager {

  /** Shown to who names no site, or one that is not here. */
  private static final String NO_SITE = "localhost";

  private final SiteCertificates certificates;
  private final Predicate<String> served;

  private EdgeKeys(SiteCertificates certificates, Predicate<String> served) {
    this.certificates = certificates;
    this.served = served;
  }

  /**
   * @param served whether a site of this name is here
   */
  static SSLContext context(SiteCertificates certificates, Predicate<String> served) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new EdgeKeys(certificates, served)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return keyType.equals(Identity.KEY_TYPE)
        ? ((ExtendedSSLSession) engine.getHandshakeSession())
            .getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                .filter(served)
                .findFirst()
                .orElse(NO_SITE)
        : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String host) {
    return new X509Certificate[] {certificates.of(host).certificate()};
  }

  @Override
  public PrivateKey getPrivateKey(String host) {
    return certificates.of(host).key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {NO_SITE};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return NO_SITE;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }
}
