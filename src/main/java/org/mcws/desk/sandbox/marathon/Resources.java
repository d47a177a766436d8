package org.mcws.desk.sandbox.marathon;

import java.util.Optional;

/**
 * An amount of what machines offer. Like Mesos it counts in thousandths, so that what is taken and
 * given back a thousand times still adds up.
 *
 * @param milliCpus thousandths of a processor
 * @param milliMem thousandths of a MiB of memory
 * @param milliDisk thousandths of a MiB of disk
 */
record Resources(long milliCpus, long milliMem, long milliDisk) {

  static final Resources NONE = new Resources(0, 0, 0);

  static Resources of(double cpus, double mem, double disk) {
    return new Resources(Math.round(cpus * 1000), Math.round(mem * 1000), Math.round(disk * 1000));
  }

  /** What one task of an app uses. */
  static Resources of(AppDefinition app) {
    return of(app.cpus(), app.mem(), app.disk());
  }

  double cpus() {
    return milliCpus / 1000.0;
  }

  double mem() {
    return milliMem / 1000.0;
  }

  double disk() {
    return milliDisk / 1000.0;
  }

  Resources plus(Resources other) {
    return new Resources(
        milliCpus + other.milliCpus, milliMem + other.milliMem, milliDisk + other.milliDisk);
  }

  Resources minus(Resources other) {
    return new Resources(
        milliCpus - other.milliCpus, milliMem - other.milliMem, milliDisk - other.milliDisk);
  }

  /** What this is too much of, as a NoOfferMatchReason; empty if it fits. */
  Optional<String> exceeds(Resources capacity) {
    if (milliCpus > capacity.milliCpus) {
      return Optional.of("InsufficientCpus");
    }
    if (milliMem > capacity.milliMem) {
      return Optional.of("InsufficientMemory");
    }
    return milliDisk > capacity.milliDisk ? Optional.of("InsufficientDisk") : Optional.empty();
  }
}
