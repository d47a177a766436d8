package org.mcws.desk.platform;

import java.util.List;

/** What matters most of a log: its end, where what failed says why. */
public final class LogTail {

  private static final int LINES = 30;
  private static final int CHARACTERS = 3000;

  private LogTail() {}

  /** The last 30 lines, and of them the last 3000 characters. */
  public static String of(String log) {
    List<String> lines = log.stripTrailing().lines().toList();
    String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return tail.length() > CHARACTERS ? "…" + tail.substring(tail.length() - CHARACTERS) : tail;
  }
}
