package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the image does when it runs is what its author means. */
final class RuntimeRule implements Rule {

  private static final Set<String> ROOT = Set.of("root", "0");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh");

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    file.stages().forEach(stage -> checkRepeated(stage, found));
    file.stages().forEach(stage -> stage.all("VOLUME").forEach(v -> checkVolume(v, found)));
    file.built(wanted.target())
        .ifPresent(
            stage -> {
              List<Stage> lineage = file.lineage(stage);
              checkUser(lineage, found);
              checkPort(lineage, wanted, found);
              checkCommand(lineage, found);
            });
  }

  private static void checkRepeated(Stage stage, Findings found) {
    for (String keyword : List.of("CMD", "ENTRYPOINT", "HEALTHCHECK")) {
      List<Instruction> all = stage.all(keyword);
      all.stream()
          .limit(Math.max(0, all.size() - 1))
          .forEach(
              early ->
                  found.warn(
                      early.line(),
                      "repeated",
                      "Only the last " + keyword + " of a stage counts, not this one.",
                      "Leave it out; of a CMD with an ENTRYPOINT the arguments are added."));
    }
  }

  private static void checkUser(List<Stage> lineage, Findings found) {
    Optional<Instruction> user =
        lineage.stream().map(stage -> stage.last("USER")).flatMap(Optional::stream).findFirst();
    if (user.isEmpty()) {
      found.warn(
          lineage.get(0).from().line(),
          "root",
          "No USER is named, so the program runs as root unless the base image says otherwise.",
          "Add a line such as USER 1000 before CMD.");
    } else if (ROOT.contains(user.get().first().split(":", 2)[0])) {
      found.warn(
          user.get().line(),
          "root",
          "The program runs as root.",
          "Name another user, such as USER 1000: who breaks into the program gets its rights.");
    }
  }

  private static void checkPort(List<Stage> lineage, Expectations wanted, Findings found) {
    if (!wanted.answersVisitors()) {
      return;
    }
    List<String> ports =
        lineage.stream()
            .flatMap(stage -> stage.all("EXPOSE").stream())
            .flatMap(expose -> expose.words().stream())
            .toList();
    int line = lineage.get(0).from().line();
    String wish = wanted.port().map(String::valueOf).orElse("<port>");
    if (ports.isEmpty()) {
      found.warn(
          line,
          "noPort",
          "No EXPOSE says on which port the site listens.",
          "Add EXPOSE " + wish + ", unless the base image has it.");
    } else if (wanted.port().isPresent() && ports.stream().noneMatch(port -> covers(port, wish))) {
      found.warn(
          line,
          "noPort",
          "EXPOSE names "
              + String.join(", ", ports)
              + ", but the site is to listen on "
              + wish
              + ".",
          "Let both say the same.");
    }
  }

  private static boolean covers(String port, String wish) {
    if (port.contains("$")) {
      return true;
    }
    String plain = port.replaceFirst("/.*", "");
    String[] ends = plain.split("-", 2);
    int number = Integer.parseInt(wish);
    return Integer.parseInt(ends[0]) <= number && number <= Integer.parseInt(ends[ends.length - 1]);
  }

  private static void checkCommand(List<Stage> lineage, Findings found) {
    Optional<Instruction> entrypoint =
        lineage.stream().map(s -> s.last("ENTRYPOINT")).flatMap(Optional::stream).findFirst();
    Optional<Instruction> command =
        lineage.stream().map(s -> s.last("CMD")).flatMap(Optional::stream).findFirst();
    Optional<Instruction> starts = entrypoint.or(() -> command);
    Stage oldest = lineage.get(lineage.size() - 1);
    if (starts.isEmpty()) {
      boolean scratch = oldest.from().first().equals("scratch");
      String message = "Neither CMD nor ENTRYPOINT says what runs";
      String remedy = "Add CMD [\"program\", \"argument\"].";
      if (scratch) {
        found.error(lineage.get(0).from().line(), "noCommand", message + ".", remedy);
      } else {
        found.warn(
            lineage.get(0).from().line(),
            "noCommand",
            message + ", so what the base image has runs.",
            remedy);
      }
      return;
    }
    checkSignals(starts.get(), found);
    if (entrypoint.isPresent() && !entrypoint.get().json() && command.isPresent()) {
      found.warn(
          command.get().line(),
          "ignoredCommand",
          "CMD is ignored, since ENTRYPOINT is not in the JSON form.",
          "Write ENTRYPOINT as [\"program\", \"argument\"].");
    }
  }

  /** The first process gets SIGTERM; a shell keeps it to itself. */
  private static void checkSignals(Instruction starts, Findings found) {
    List<String> words = starts.words();
    boolean byShell =
        starts.json()
            ? words.size() >= 3
                && SHELLS.contains(words.get(0).replaceFirst(".*/", ""))
                && words.get(1).startsWith("-")
                && words.get(1).endsWith("c")
                && !words.get(2).strip().startsWith("exec ")
            : !starts.first().equals("exec");
    if (byShell) {
      found.warn(
          starts.line(),
          "signals",
          "A shell starts the program and does not pass on SIGTERM, so it is killed in the middle"
              + " of its work at each update.",
          "Write "
              + starts.keyword()
              + " [\"program\", \"argument\"]; in a script, start the program with exec.");
    }
  }

  private static void checkVolume(Instruction volume, Findings found) {
    found.warn(
        volume.line(),
        "volume",
        "What is written to a VOLUME is lost with the container, at each update, and what a step"
            + " writes there is lost after the step.",
        "Keep data in a service that stores it.");
  }
}
