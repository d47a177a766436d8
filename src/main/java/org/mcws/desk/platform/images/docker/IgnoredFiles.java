package org.mcws.desk.platform.images.docker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;

/**
 * What a {@code .dockerignore} leaves out of a build, by the rules of the <a
 * href="https://docs.docker.com/build/concepts/context/#dockerignore-files">Docker manual</a>: each
 * line is a path with wildcards, a folder stands for all that is in it, {@code !} brings back, and
 * the last line that fits decides.
 */
final class IgnoredFiles {

  private static final String FILE = ".dockerignore";
  private static final int MOST_LINES = 1000;
  private static final int LONGEST_LINE = 500;

  private record Line(PathPattern path, boolean back) {}

  private final List<Line> lines;

  private IgnoredFiles(List<Line> lines) {
    this.lines = lines;
  }

  static IgnoredFiles of(List<String> text) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean back = line.startsWith("!");
      String path = clean(back ? line.substring(1).strip() : line);
      if (path.isEmpty()) {
        continue;
      }
      if (lines.size() == MOST_LINES || path.length() > LONGEST_LINE) {
        throw new BuildFailed(
            Reason.FILES,
            FILE
                + " has more than "
                + MOST_LINES
                + " lines, or one of more than "
                + LONGEST_LINE
                + " characters. Name folders in place of files.");
      }
      try {
        lines.add(new Line(PathPattern.of(path), back));
      } catch (IllegalArgumentException e) {
        throw new BuildFailed(
            Reason.FILES,
            "Line " + (i + 1) + " of " + FILE + " is no pattern: " + e.getMessage() + ".");
      }
    }
    return new IgnoredFiles(lines);
  }

  /**
   * @param path with slashes, from the folder that is built
   */
  boolean contain(String path) {
    boolean ignored = false;
    for (Line line : lines) {
      if (ignored == line.back() && fits(line.path(), path)) {
        ignored = !line.back();
      }
    }
    return ignored;
  }

  /** Whether something within an ignored folder may have been brought back. */
  boolean bringBack() {
    return lines.stream().anyMatch(Line::back);
  }

  /** A line that names a folder above it names it, too. */
  private static boolean fits(PathPattern pattern, String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (pattern.fits(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static String clean(String path) {
    List<String> kept = new ArrayList<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (!kept.isEmpty()) {
          kept.remove(kept.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        kept.add(part);
      }
    }
    return String.join("/", kept);
  }

  static IgnoredFiles none() {
    return new IgnoredFiles(Collections.emptyList());
  }
}
