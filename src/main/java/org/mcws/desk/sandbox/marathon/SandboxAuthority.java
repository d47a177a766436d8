package org.mcws.desk.sandbox.marathon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.mcws.desk.sandbox.Snapshot;

/**
 * Vouches for the sandbox's sites, as Let's Encrypt does for others. Its key is made at the first
 * start and kept, so that whoever was told to trust it need not be told again.
 */
public final class SandboxAuthority {

  private static final X500Principal NAME = new X500Principal("CN=Sandbox of MCWS Desk");

  /** Programs look at the alternative names alone. */
  private static final X500Principal SITE = new X500Principal("CN=A site in the sandbox");

  private static final Duration LIFE = Duration.ofDays(3650);
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Identity own;
  private final Path file;

  /**
   * @param folder where it keeps its key, and its certificate in {@code authority.pem}
   */
  public SandboxAuthority(Path folder) {
    Snapshot<Identity.Kept> kept =
        new Snapshot<>(folder.resolve("authority.json"), Identity.Kept.class);
    this.own = kept.load().map(Identity.Kept::restored).orElseGet(SandboxAuthority::made);
    kept.save(own.kept());
    this.file = folder.resolve("authority.pem");
    writePem();
  }

  /** Where its certificate is, in PEM. */
  public Path file() {
    return file;
  }

  /**
   * A certificate with a new key.
   *
   * @param names the host names it is for, wildcards included
   */
  public Identity issue(List<String> names, Instant from, Instant until) {
    KeyPair keys = newKeys();
    return new Identity(keys.getPrivate(), certificate(keys.getPublic(), names, from, until));
  }

  /** Another certificate for the same key. */
  Identity renew(Identity old, List<String> names, Instant from, Instant until) {
    return new Identity(
        old.key(), certificate(old.certificate().getPublicKey(), names, from, until));
  }

  private X509Certificate certificate(
      PublicKey key, List<String> names, Instant from, Instant until) {
    try {
      X509v3CertificateBuilder certificate =
          unsigned(key, SITE, from, until)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return signed(certificate, own.key());
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static Identity made() {
    KeyPair keys = newKeys();
    Instant now = Instant.now();
    try {
      X509v3CertificateBuilder certificate =
          unsigned(keys.getPublic(), NAME, now.minus(LIFE), now.plus(LIFE))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new Identity(keys.getPrivate(), signed(certificate, keys.getPrivate()));
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509v3CertificateBuilder unsigned(
      PublicKey key, X500Principal subject, Instant from, Instant until) {
    return new JcaX509v3CertificateBuilder(
        NAME, new BigInteger(SERIAL_BITS, RANDOM), Date.from(from), Date.from(until), subject, key);
  }

  private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey by) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the sandbox can't sign a certificate", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(Identity.KEY_TYPE);
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the sandbox can't make a key", e);
    }
  }

  private void writePem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(own.kept().certificate());
    try {
      Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
          StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
