package org.mcws.desk.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and its children compute, from Linux' {@code /proc}. */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  /** The kernel counts in hundredths of a second, whatever its own clock does. */
  private static final double MS_PER_TICK = 10;

  private final long root;

  private ProcessTree(long root) {
    this.root = root;
  }

  /** The process that started this one, with all that it starts. */
  static ProcessTree ofParentOf(long child) {
    Path stat = PROC.resolve(child + "/stat");
    return new ProcessTree(Files.exists(stat) ? parent(fields(stat)) : 0);
  }

  /** Since its start, in milliseconds, of ended children, too; NaN on other systems. */
  double cpuMs() {
    if (root == 0) {
      return Double.NaN;
    }
    List<String> own = fields(PROC.resolve(root + "/stat"));
    // User and system time, then the same of children that have ended.
    long ticks = number(own, 11) + number(own, 12) + number(own, 13) + number(own, 14);
    try (Stream<Path> all = Files.list(PROC)) {
      for (Path process : all.filter(ProcessTree::isProcess).toList()) {
        List<String> child = fields(process.resolve("stat"));
        if (!child.isEmpty() && parent(child) == root) {
          ticks += number(child, 11) + number(child, 12);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return ticks * MS_PER_TICK;
  }

  private static boolean isProcess(Path path) {
    return path.getFileName().toString().chars().allMatch(Character::isDigit);
  }

  /** The fields from the third on: the name before them may hold anything. Empty if it is gone. */
  private static List<String> fields(Path stat) {
    try {
      String text = Files.readString(stat);
      return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" "));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long parent(List<String> fields) {
    return number(fields, 1);
  }

  private static long number(List<String> fields, int index) {
    return Long.parseLong(fields.get(index));
  }
}
