package org.mcws.desk.platform.hosting.marathon;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program has ended with, which Mesos tells only in words: {@code Command exited with status
 * 3}, {@code Container exited with status 3}, {@code Docker container run error: ... exited with
 * status 3}.
 */
final class ExitCode {

  private static final Pattern STATUS =
      Pattern.compile("^(?:Command|Container)\\b.*\\bexited with status (\\d{1,3})\\b");

  private ExitCode() {}

  static Optional<Integer> in(String message) {
    Matcher matcher = STATUS.matcher(message);
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
