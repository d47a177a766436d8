package org.mcws.desk.sandbox.marathon;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Who a server is: its certificate, and the key with which it proves that the certificate is its
 * own.
 *
 * @param key the key, of an elliptic curve
 * @param certificate says whose key it is
 */
public record Identity(PrivateKey key, X509Certificate certificate) {

  /** What kind of keys these are. */
  static final String KEY_TYPE = "EC";

  /** Does not show the key. */
  @Override
  public String toString() {
    return "Identity[" + certificate.getSubjectX500Principal() + "]";
  }

  Kept kept() {
    try {
      return new Kept(key.getEncoded(), certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * As it is kept in a file.
   *
   * @param key in PKCS #8
   * @param certificate in DER
   */
  record Kept(byte[] key, byte[] certificate) {

    Identity restored() {
      try {
        return new Identity(
            KeyFactory.getInstance(KEY_TYPE).generatePrivate(new PKCS8EncodedKeySpec(key)),
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a kept certificate of the sandbox can't be read", e);
      }
    }
  }
}
