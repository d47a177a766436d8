package org.mcws.desk.build;

import java.util.List;

/** What matters most of a build's log: its end, where a failed step says why. */
final class LogTail {

  private static final int LINES = 30;
  private static final int CHARACTERS = 3000;

  private LogTail() {}

  static String of(String log) {
    List<String> lines = log.stripTrailing().lines().toList();
    String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return tail.length() > CHARACTERS ? "…" + tail.substring(tail.length() - CHARACTERS) : tail;
  }
}
