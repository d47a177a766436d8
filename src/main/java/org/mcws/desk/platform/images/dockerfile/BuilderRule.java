package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Nothing is asked of the builder that it does not do. The desk builds with the engine's own
 * builder: the newer one, BuildKit, keeps no limit of memory or processor.
 */
final class BuilderRule implements Rule {

  /** A file by its name: nothing that an engine could read as an address, or as more than one. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._/*?+@~-]+");

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
    file.stages().stream()
        .map(Stage::from)
        .filter(from -> from.flag("platform").isPresent())
        .forEach(
            from ->
                found.warn(
                    from.line(),
                    "platform",
                    "The desk builds for the platform's own machines, whatever is said here.",
                    "Leave --platform out."));
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
      if (instruction.is("ADD") && !isPlain(instruction)) {
        found.error(
            instruction.line(),
            "addFromUrl",
            "ADD may fetch from an address, so only plain names of files are taken after it.",
            "Use COPY for files; fetch what is elsewhere with RUN and check its sum: what ADD"
                + " fetches nobody checks, and the desk's own network must not be reached by it.");
      }
      if (instruction.is("ONBUILD")) {
        found.error(
            instruction.line(),
            "onBuild",
            "ONBUILD is for images that others build on, which the desk does not serve.",
            "Write what it says as an instruction of its own.");
      }
    }
  }

  private static boolean isPlain(Instruction add) {
    boolean clean = add.json() || add.arguments().matches("[\\p{L}\\p{N}._/*?+@~${} \\t-]*");
    return clean
        && add.words().subList(0, Math.max(0, add.words().size() - 1)).stream()
            .allMatch(word -> PLAIN.matcher(word).matches());
  }

  private static String remedy(String flag) {
    return switch (flag) {
      case "chmod" -> "Use RUN chmod after it.";
      case "mount" -> "Leave it out; what it would cache is fetched anew.";
      default -> "Leave it out.";
    };
  }
}
