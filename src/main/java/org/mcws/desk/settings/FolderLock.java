package org.mcws.desk.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps a folder in the desk's home for one desk at a time; a killed desk holds it no longer. */
public final class FolderLock implements AutoCloseable {

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes a folder, which is made for the owner only if it is not there.
   *
   * @param name of the lock file in the folder
   * @throws SettingProblem if another desk holds it or the desk may not write there
   */
  public static FolderLock take(Path folder, String name) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      FileChannel file =
          FileChannel.open(
              folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(file)) {
        return new FolderLock(file);
      }
      file.close();
    } catch (IOException e) {
      throw new SettingProblem(
          "desk.home",
          "cannot be used: " + e + ".",
          "Name a folder in which the desk may write, for example DESK_HOME=/var/lib/mcws-desk.",
          e);
    }
    throw new SettingProblem(
        "desk.home",
        "is in use: another desk is running with its data in " + folder + ".",
        "Stop that desk, or give this one a folder of its own, for example DESK_HOME=data2."
            + " Several desks that share one database need SPRING_DATASOURCE_URL.");
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another desk in this same Java process.
      return false;
    }
  }
}
