package org.mcws.desk.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.mcws.desk.settings.FolderLock;
import org.mcws.desk.settings.SettingProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The files around the desk's own PostgreSQL. Held by one desk at a time. */
final class DatabaseFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFolder.class);
  private static final String OWNER_ONLY = "rw-------";

  private final Path home;
  private final FolderLock lock;

  private DatabaseFolder(Path home, FolderLock lock) {
    this.home = home;
    this.lock = lock;
  }

  /**
   * Takes the folder for this desk; nobody else gets it before {@link #close}.
   *
   * @throws SettingProblem if another desk holds it
   */
  static DatabaseFolder take(Path home) {
    return new DatabaseFolder(home, FolderLock.take(home, "postgres-lock"));
  }

  Path data() {
    return home.resolve("postgres");
  }

  Path binaries() {
    return home.resolve("postgres-binaries");
  }

  Path passwordFile() {
    return home.resolve("postgres-password");
  }

  /** Puts aside what a start left that was killed before it was through. */
  void heal() throws IOException {
    if (Files.isDirectory(binaries())) {
      try (Stream<Path> unpacked = Files.list(binaries())) {
        for (Path folder : unpacked.filter(f -> Files.notExists(f.resolve(".exists"))).toList()) {
          LOG.info("Unpacking PostgreSQL was interrupted; {} is unpacked again", folder);
          FileSystemUtils.deleteRecursively(folder);
        }
      }
    }
    if (Files.exists(data()) && Files.notExists(complete())) {
      Path aside = home.resolve("postgres-incomplete-" + Instant.now().toEpochMilli());
      LOG.warn("The database's first start was interrupted; its folder is now {}", aside);
      Files.move(data(), aside);
      Files.deleteIfExists(passwordFile());
    }
  }

  /** Remembers that the database has been made as a whole. */
  void completed() throws IOException {
    if (Files.notExists(complete())) {
      Files.createFile(complete());
    }
    // The library unpacks once per Java process, so a second desk in it has no folder of its own.
    if (Files.exists(binaries())) {
      // The library opens this folder to everybody, who could then swap the programs in it.
      permit(binaries(), "rwx------");
    }
  }

  /** The superuser's password, made at the first start. */
  String password() throws IOException {
    if (Files.notExists(passwordFile())) {
      if (Files.exists(data())) {
        throw new SettingProblem(
            "desk.home",
            "has a database but no longer its password: " + passwordFile() + " is missing.",
            "Put that file back from the backup of " + home + ".");
      }
      Path next = home.resolve("postgres-password.next");
      Files.deleteIfExists(next);
      Files.createFile(next);
      permit(next, OWNER_ONLY);
      Files.writeString(next, randomPassword());
      Files.move(next, passwordFile());
    }
    return Files.readString(passwordFile()).strip();
  }

  /** The port that was used last time if it is free, else another one. */
  int port(int wanted) throws IOException {
    Path file = home.resolve("postgres-port");
    if (wanted != 0) {
      if (!free(wanted)) {
        throw new SettingProblem(
            "desk.database.port",
            "is " + wanted + ", where another program listens.",
            "Choose a free port or leave the setting out.");
      }
      return wanted;
    }
    if (Files.exists(file)) {
      int last = Integer.parseInt(Files.readString(file).strip());
      if (free(last)) {
        return last;
      }
      LOG.info("Port {} of the database is taken by another program; choosing another", last);
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(file, Integer.toString(socket.getLocalPort()));
      return socket.getLocalPort();
    }
  }

  static String randomPassword() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    lock.close();
  }

  private Path complete() {
    return data().resolve("desk-complete");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
