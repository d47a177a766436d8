package org.mcws.desk.database;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of a desk that was killed: it goes on without its desk, and the next one cannot
 * start on the same folder. Only to be used by the desk that holds the folder.
 */
final class LeftoverPostgres {

  private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final Set<String> PROGRAMS = Set.of("postgres", "initdb", "pg_ctl");
  private static final Duration REAPED = Duration.ofSeconds(5);
  private static final Duration FOLDER_LEFT = Duration.ofSeconds(20);

  private final Path data;
  private final Duration patience;
  private final Path pidFile;

  /**
   * @param data its folder
   * @param patience how long it may take to end in good order, at least a second; after that it is
   *     ended as by a power cut, from which it recovers by its log when it is started again
   */
  LeftoverPostgres(Path data, Duration patience) {
    this.data = data;
    this.patience = patience;
    this.pidFile = data.resolve("postmaster.pid");
  }

  /** Returns when no process uses the data folder any more. */
  void stop() throws IOException, InterruptedException {
    Optional<ProcessHandle> named = named();
    if (named.isPresent()) {
      ProcessHandle process = named.get();
      if (isOurs(process)) {
        LOG.info("Stopping the PostgreSQL (process {}) of a desk that was killed", process.pid());
        stop(process);
      } else {
        // A killed process keeps its id until its parent has asked for its exit code.
        await(REAPED, () -> process.isAlive() && process.info().command().isEmpty());
        if (process.isAlive()) {
          // PostgreSQL asks only whether the id lives, and would refuse to start.
          LOG.info("{} names process {}, which is another program", pidFile, process.pid());
          Files.deleteIfExists(pidFile);
        }
      }
    }
    await(FOLDER_LEFT, this::isInUse);
  }

  private Optional<ProcessHandle> named() throws IOException {
    if (Files.notExists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
  }

  private boolean isOurs(ProcessHandle process) {
    boolean postgres =
        program(process.info()).filter(name -> name.startsWith("postgres")).isPresent();
    // Windows tells no arguments; there the program's name must do.
    return postgres && mentionsFolder(process.info()).orElse(true);
  }

  /** Of a process whose files are elsewhere, as in a container, the system may tell only "/". */
  private static Optional<String> program(ProcessHandle.Info info) {
    return info.command().map(Path::of).map(Path::getFileName).map(Path::toString);
  }

  private void stop(ProcessHandle process) throws IOException, InterruptedException {
    Optional<Path> program = process.info().command().map(Path::of);
    if (program.isEmpty()) {
      return; // It ended just now.
    }
    Path postgres = program.get();
    String name = postgres.getFileName().toString().replace("postgres", "pg_ctl");
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // pg_ctl refuses root; in a user namespace of its own it does not see that it is.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(postgres.resolveSibling(name).toString());
    command.addAll(List.of("-D", data.toString(), "-m", "fast", "-w", "stop"));
    command.addAll(List.of("-t", Long.toString(patience.toSeconds())));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      // It may have been ending by itself, so that pg_ctl found nothing to stop.
      await(REAPED, () -> isOurs(process));
    }
    if (isOurs(process)) {
      LOG.warn(
          "It has not ended within {}, and is killed: what it was told is in its log", patience);
      List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      await(REAPED, () -> isOurs(process));
    }
    if (isOurs(process)) {
      throw new IOException(
          "The PostgreSQL of a desk that was killed does not stop: end process "
              + process.pid()
              + " and start again");
    }
  }

  /** What else uses the folder ends by itself when its parent is gone, but not at once. */
  private boolean isInUse() {
    return ProcessHandle.allProcesses().anyMatch(this::uses);
  }

  private boolean uses(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean program = program(info).filter(PROGRAMS::contains).isPresent();
    return program && (worksIn(process) || mentionsFolder(info).orElse(false));
  }

  private boolean worksIn(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(data);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Boolean> mentionsFolder(ProcessHandle.Info info) {
    return info.arguments().map(arguments -> List.of(arguments).contains(data.toString()));
  }

  private static void await(Duration limit, BooleanSupplier still) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (still.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
  }
}
