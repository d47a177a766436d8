package org.mcws.desk.platform.images.dockerfile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Each instruction is one that there is, has what it needs and nothing that it does not know. */
final class SyntaxRule implements Rule {

  private static final String SYNTAX = "syntax";

  /** An instruction, with how it is written. */
  private static final Map<String, String> USAGE =
      Map.ofEntries(
          Map.entry("ADD", "ADD <file>... <folder or file in the image>"),
          Map.entry("ARG", "ARG <name>[=<default>]"),
          Map.entry("CMD", "CMD [\"program\", \"argument\"]"),
          Map.entry("COPY", "COPY <file>... <folder or file in the image>"),
          Map.entry("ENTRYPOINT", "ENTRYPOINT [\"program\", \"argument\"]"),
          Map.entry("ENV", "ENV <name>=<value>"),
          Map.entry("EXPOSE", "EXPOSE <port>"),
          Map.entry("FROM", "FROM <image>:<tag> [AS <name>]"),
          Map.entry("HEALTHCHECK", "HEALTHCHECK CMD <command>, or HEALTHCHECK NONE"),
          Map.entry("LABEL", "LABEL <name>=<value>"),
          Map.entry("MAINTAINER", "LABEL org.opencontainers.image.authors=<name>"),
          Map.entry("ONBUILD", "ONBUILD <instruction>"),
          Map.entry("RUN", "RUN <command>"),
          Map.entry("SHELL", "SHELL [\"program\", \"argument\"]"),
          Map.entry("STOPSIGNAL", "STOPSIGNAL SIGTERM"),
          Map.entry("USER", "USER <name or number>"),
          Map.entry("VOLUME", "VOLUME <folder>"),
          Map.entry("WORKDIR", "WORKDIR <folder>"));

  private static final Map<String, Set<String>> FLAGS =
      Map.of(
          "FROM", Set.of("platform"),
          "COPY", Set.of("from", "chown", "chmod", "link", "parents", "exclude"),
          "ADD", Set.of("chown", "chmod", "link", "checksum", "keep-git-dir", "unpack", "exclude"),
          "RUN", Set.of("mount", "network", "security", "device"),
          "HEALTHCHECK",
              Set.of("interval", "timeout", "start-period", "start-interval", "retries"));

  private static final Pattern PORTS =
      Pattern.compile("(?:[0-9]{1,5}(?:-[0-9]{1,5})?(?:/(?:tcp|udp|sctp))?|.*\\$.*)");
  private static final Pattern SIGNAL =
      Pattern.compile("(?:SIG)?[A-Z]+[0-9+-]*|[0-9]{1,2}|.*\\$.*");
  private static final int LONGEST_QUOTE = 40;
  private static final int MOST_STAGES = 50;

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    file.instructions().forEach(instruction -> check(instruction, found));
    for (Instruction early : file.preamble()) {
      if (!early.is("ARG") && USAGE.containsKey(early.keyword())) {
        found.error(
            early.line(),
            SYNTAX,
            early.keyword() + " stands before the first FROM.",
            "Begin with FROM; only ARG may stand before it.");
      }
    }
    if (file.stages().size() > MOST_STAGES) {
      found.error(
          file.stages().get(MOST_STAGES).from().line(),
          SYNTAX,
          "There are more than " + MOST_STAGES + " stages.",
          "Make do with fewer.");
    }
    if (file.stages().isEmpty()) {
      found.error(
          1,
          SYNTAX,
          "There is no FROM, so nothing says what the image is made from.",
          "Begin with a line such as FROM debian:12-slim.");
    }
  }

  private static void check(Instruction instruction, Findings found) {
    String usage = USAGE.get(instruction.keyword());
    int line = instruction.line();
    if (usage == null) {
      found.error(
          line,
          SYNTAX,
          "There is no instruction " + quoted(instruction.keyword()) + ".",
          "Is it misspelt, or does the line before it lack its \\ at the end?");
      return;
    }
    if (instruction.arguments().startsWith("--")) {
      found.error(
          line,
          SYNTAX,
          "An option of " + instruction.keyword() + " cannot be read.",
          "Write options as --name=value, without quotes or \\.");
      return;
    }
    if (instruction.arguments().endsWith("\\")
        || instruction.words().stream().anyMatch(SyntaxRule::isStrange)) {
      found.error(
          line,
          SYNTAX,
          "There is a character that engines read in different ways.",
          "Use plain spaces, and no \\ at the end.");
      return;
    }
    if (!complete(instruction)) {
      found.error(
          line,
          SYNTAX,
          instruction.keyword() + " lacks something, or has too much.",
          "Write " + usage + ".");
      return;
    }
    Set<String> known = FLAGS.getOrDefault(instruction.keyword(), Set.of());
    instruction.flags().keySet().stream()
        .filter(flag -> !known.contains(flag) && !instruction.is("ONBUILD"))
        .forEach(
            flag ->
                found.error(
                    line,
                    SYNTAX,
                    instruction.keyword() + " has no option --" + flag + ".",
                    "Use one of " + known.stream().sorted().map(f -> "--" + f).toList() + "."));
    if (instruction.arguments().startsWith("[") && !instruction.json() && takesJson(instruction)) {
      found.warn(
          line,
          "brokenJson",
          "This looks like the JSON form but is none, so it is read word by word.",
          "Put every element in double quotes, with commas between them.");
    }
    if (instruction.is("MAINTAINER")) {
      found.warn(
          line, "deprecated", "MAINTAINER is out of use.", "Write " + usage + " in its place.");
    }
  }

  /** Spaces that are none for some, and what no name has. */
  private static boolean isStrange(String word) {
    return word.chars()
        .anyMatch(
            c ->
                Character.isISOControl(c) && c != '\t' && c != '\n'
                    || Character.isSpaceChar(c) && c != ' ');
  }

  private static boolean takesJson(Instruction instruction) {
    return Set.of("RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "VOLUME")
        .contains(instruction.keyword());
  }

  private static boolean complete(Instruction instruction) {
    int words = instruction.words().size();
    return switch (instruction.keyword()) {
      case "FROM" -> words == 1 || words == 3 && instruction.words().get(1).equalsIgnoreCase("as");
      case "COPY", "ADD" -> words >= 2 || instruction.heredoc() && words >= 1;
      case "ENV", "LABEL" ->
          words >= 1
              && (instruction.first().indexOf('=') > 0
                  ? instruction.words().stream().allMatch(word -> word.indexOf('=') > 0)
                  : words >= 2 && !instruction.first().startsWith("="));
      case "EXPOSE" ->
          words >= 1
              && instruction.words().stream().allMatch(port -> PORTS.matcher(port).matches());
      case "HEALTHCHECK" ->
          instruction.first().equalsIgnoreCase("NONE")
              ? words == 1
              : instruction.first().equalsIgnoreCase("CMD") && words >= 2;
      case "ONBUILD" ->
          words >= 2
              && USAGE.containsKey(instruction.first().toUpperCase(Locale.ROOT))
              && !Set.of("ONBUILD", "FROM", "MAINTAINER")
                  .contains(instruction.first().toUpperCase(Locale.ROOT));
      case "SHELL" -> instruction.json() && words >= 1;
      case "STOPSIGNAL" -> words == 1 && SIGNAL.matcher(instruction.first()).matches();
      case "USER", "WORKDIR" -> words >= 1;
      case "CMD", "ENTRYPOINT" -> instruction.json() || words >= 1;
      default -> words >= 1;
    };
  }

  private static String quoted(String keyword) {
    return keyword.length() > LONGEST_QUOTE ? keyword.substring(0, LONGEST_QUOTE) + "…" : keyword;
  }
}
