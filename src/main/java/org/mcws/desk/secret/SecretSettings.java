package org.mcws.desk.secret;

import java.util.Base64;
import java.util.Optional;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With what the desk seals secrets.
 *
 * @param key 32 bytes in Base64, the same for all desks on one database. If it is empty, the desk
 *     makes one at its first start and keeps it in the file {@code secret.key} in its home
 */
@ConfigurationProperties("desk.secret")
record SecretSettings(@DefaultValue("") String key) {

  static final String NAME = "desk.secret.key";
  static final int BYTES = 32;

  /**
   * The key, if one is set.
   *
   * @throws SettingProblem if it is no key
   */
  Optional<byte[]> bytes() {
    return key.isBlank() ? Optional.empty() : Optional.of(read(key, NAME));
  }

  /**
   * @param where what the key is read from: the beginning of a sentence
   * @throws SettingProblem if it is no key
   */
  static byte[] read(String text, String where) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      // Its message has a part of the key.
      throw unfit(where, "is no Base64.");
    }
    if (bytes.length != BYTES) {
      throw unfit(where, "has " + bytes.length + " bytes in Base64, not " + BYTES + ".");
    }
    return bytes;
  }

  private static SettingProblem unfit(String where, String problem) {
    return new SettingProblem(
        where,
        problem,
        "Give the key with which this database's secrets are sealed. If there are none yet, make"
            + " one: DESK_SECRET_KEY=$(openssl rand -base64 32), and keep it.");
  }

  /** Says nothing, so that it stands in no log. */
  @Override
  public String toString() {
    return "SecretSettings";
  }
}
