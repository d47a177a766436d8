package org.mcws.desk.platform.mesos;

import java.util.Locale;

/**
 * An amount of what machines offer.
 *
 * @param cpus processors, such as 0.5
 * @param memoryMiB memory in MiB
 * @param diskMiB disk in MiB
 */
public record Resources(double cpus, double memoryMiB, double diskMiB) {

  public static final Resources NONE = new Resources(0, 0, 0);

  /** Mesos counts in thousandths; less is an error of adding up. */
  private static final double TOLERANCE = 0.0005;

  public Resources plus(Resources other) {
    return new Resources(cpus + other.cpus, memoryMiB + other.memoryMiB, diskMiB + other.diskMiB);
  }

  public Resources minus(Resources other) {
    return new Resources(cpus - other.cpus, memoryMiB - other.memoryMiB, diskMiB - other.diskMiB);
  }

  /** Whether there is room for this in an amount. */
  public boolean fitsInto(Resources room) {
    return cpus <= room.cpus + TOLERANCE
        && memoryMiB <= room.memoryMiB + TOLERANCE
        && diskMiB <= room.diskMiB + TOLERANCE;
  }

  /** Such as {@code 2.5 CPUs, 4096 MiB of memory, 0 MiB of disk}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f CPUs, %.0f MiB of memory, %.0f MiB of disk", cpus, memoryMiB, diskMiB);
  }
}
