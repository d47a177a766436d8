package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Nothing is asked of the builder that it does not do. The desk builds with the engine's own
 * builder: the newer one, BuildKit, keeps no limit of memory or processor.
 */
final class BuilderRule implements Rule {

  private static final Pattern URL = Pattern.compile("(?i)(https?|ftp|git|ssh)://.*|git@.*");
  private static final List<String> BUILDKIT_ONLY =
      List.of(
          "mount",
          "network",
          "security",
          "device",
          "link",
          "parents",
          "exclude",
          "chmod",
          "checksum",
          "keep-git-dir",
          "unpack");

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    Dockerfile.Directive syntax = file.directives().get("syntax");
    if (syntax != null) {
      found.warn(
          syntax.line(),
          "buildKit",
          "The desk builds without BuildKit, so this line does nothing.",
          "Leave it out, and what needs it.");
    }
    for (Instruction instruction : file.instructions()) {
      if (instruction.heredoc()) {
        found.error(
            instruction.line(),
            "buildKit",
            "Here-documents need BuildKit, and the desk builds without it.",
            instruction.is("RUN")
                ? "Write the commands on one line with && between them, and a \\ to go on below."
                : "Put the text into a file beside the Dockerfile and copy that.");
      }
      BUILDKIT_ONLY.stream()
          .filter(flag -> instruction.flag(flag).isPresent())
          .forEach(
              flag ->
                  found.error(
                      instruction.line(),
                      "buildKit",
                      "--" + flag + " needs BuildKit, and the desk builds without it.",
                      remedy(flag)));
      if (instruction.is("ADD")
          && sources(instruction).stream().anyMatch(word -> URL.matcher(word).matches())) {
        found.error(
            instruction.line(),
            "addFromUrl",
            "ADD fetches from an address.",
            "Keep the file beside the Dockerfile, or fetch it with RUN and check its sum: what ADD"
                + " fetches nobody checks, and the desk's own network must not be reached by it.");
      }
    }
  }

  private static List<String> sources(Instruction add) {
    return add.words().subList(0, Math.max(0, add.words().size() - 1));
  }

  private static String remedy(String flag) {
    return switch (flag) {
      case "chmod" -> "Use RUN chmod after it.";
      case "mount" -> "Leave it out; what it would cache is fetched anew.";
      default -> "Leave it out.";
    };
  }
}
