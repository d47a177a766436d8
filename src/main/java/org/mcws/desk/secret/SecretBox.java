package org.mcws.desk.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * Seals text, so that it can be kept where others read, and opens it again. All desks on one
 * database have the same key.
 */
public final class SecretBox {

  private static final String HMAC = "HmacSHA256";

  /** Which way of sealing was used, should there be another one some day. */
  private static final byte VERSION = 1;

  /** As GCM likes it best. */
  private static final int NONCE = 12;

  /** What GCM adds, by which it sees that nothing was changed. */
  private static final int TAG = 16;

  private final BytesEncryptor encryptor;
  private final SecretKey digestKey;

  /**
   * @param key 32 bytes
   */
  SecretBox(byte[] key) {
    if (key.length != SecretSettings.BYTES) {
      throw new IllegalArgumentException("A key has " + SecretSettings.BYTES + " bytes");
    }
    encryptor =
        new AesBytesEncryptor(
            new SecretKeySpec(key, "AES"), KeyGenerators.secureRandom(NONCE), CipherAlgorithm.GCM);
    digestKey = new SecretKeySpec(hmac(new SecretKeySpec(key, HMAC), "digest"), HMAC);
  }

  /** The text in a form that tells nothing without the key; another one each time. */
  public byte[] seal(String text) {
    byte[] sealed = encryptor.encrypt(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + sealed.length).put(VERSION).put(sealed).array();
  }

  /**
   * The text that was sealed.
   *
   * @throws BrokenSeal if this is not what {@link #seal} gave with the same key
   */
  public String open(byte[] sealed) {
    if (sealed.length < 1 + NONCE + TAG || sealed[0] != VERSION) {
      throw new BrokenSeal(null);
    }
    try {
      return new String(
          encryptor.decrypt(Arrays.copyOfRange(sealed, 1, sealed.length)), StandardCharsets.UTF_8);
    } catch (IllegalStateException e) {
      throw new BrokenSeal(e);
    }
  }

  /**
   * A fingerprint in 64 hexadecimal digits: the same for the same text, and of no use to guess the
   * text by for who has not the key.
   */
  public String digest(String text) {
    return HexFormat.of().formatHex(hmac(digestKey, text));
  }

  private static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
