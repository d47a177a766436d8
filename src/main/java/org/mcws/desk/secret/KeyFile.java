package org.mcws.desk.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.mcws.desk.settings.SettingProblem;

/** The key that a desk has made for itself. Only who runs the desk can read the file. */
final class KeyFile {

  private final Path file;

  KeyFile(Path home) {
    file = home.resolve("secret.key");
  }

  Path path() {
    return file;
  }

  /** The key, if there is one. */
  Optional<byte[]> read() {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SecretSettings.read(Files.readString(file), "The file " + file));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A new key, or the one that another desk has made here at the same moment. */
  byte[] make() {
    try {
      Files.createDirectories(file.getParent());
      // For the owner only, as all temporary files of Java are.
      Path next = Files.createTempFile(file.getParent(), "secret.key.", ".next");
      try {
        Files.writeString(next, random() + "\n", StandardOpenOption.SYNC);
        // A link is there as a whole or not at all, and never takes the place of another file.
        Files.createLink(file, next);
      } catch (FileAlreadyExistsException e) {
        return read().orElseThrow();
      } finally {
        Files.delete(next);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(e);
    }
    return read().orElseThrow();
  }

  private static String random() {
    byte[] key = new byte[SecretSettings.BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private SettingProblem unusable(Exception cause) {
    return new SettingProblem(
        SecretSettings.NAME,
        "is not set, and the desk cannot keep a key in " + file + ": " + cause + ".",
        "Let the desk write to desk.home, or make a key yourself:"
            + " DESK_SECRET_KEY=$(openssl rand -base64 32), and keep it.",
        cause);
  }
}
