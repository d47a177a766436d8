package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.regex.Pattern;

/** What is copied from another stage, or built, is a stage that there is by then. */
final class StageRule implements Rule {

  private static final String UNKNOWN = "unknownStage";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    List<Stage> stages = file.stages();
    for (int i = 0; i < stages.size(); i++) {
      checkName(stages.subList(0, i), stages.get(i), found);
      for (Instruction copy : stages.get(i).all("COPY")) {
        checkSource(stages, i, copy, found);
      }
    }
    if (wanted.target().isPresent() && !stages.isEmpty() && file.built(wanted.target()).isEmpty()) {
      found.error(
          stages.get(stages.size() - 1).from().line(),
          UNKNOWN,
          "There is no stage " + wanted.target().get() + " to build.",
          "Name one with FROM … AS " + wanted.target().get() + ", or ask for another.");
    }
  }

  private static void checkName(List<Stage> before, Stage stage, Findings found) {
    stage
        .name()
        .ifPresent(
            name -> {
              if (!NAME.matcher(name).matches()) {
                found.error(
                    stage.from().line(),
                    UNKNOWN,
                    "A stage cannot be called that.",
                    "Begin its name with a letter; then letters, digits, dots, dashes follow.");
              } else if (before.stream().anyMatch(other -> other.isCalled(name))) {
                found.error(
                    stage.from().line(),
                    UNKNOWN,
                    "There is a stage " + name + " already.",
                    "Give this one another name.");
              }
            });
  }

  private static void checkSource(List<Stage> stages, int here, Instruction copy, Findings found) {
    String source = copy.flag("from").orElse("");
    if (source.isEmpty() || stages.subList(0, here).stream().anyMatch(s -> s.isCalled(source))) {
      return;
    }
    if (source.matches("[0-9]+")) {
      if (source.length() > 4 || Integer.parseInt(source) >= here) {
        found.error(
            copy.line(),
            UNKNOWN,
            "There is no stage " + source + " before this one; the first has the number 0.",
            "Name the stage with FROM … AS <name> and write --from=<name>.");
      }
      return;
    }
    if (stages.subList(here, stages.size()).stream().anyMatch(s -> s.isCalled(source))) {
      found.error(
          copy.line(),
          UNKNOWN,
          "The stage " + source + " is not finished here.",
          "Move it before the stage that copies from it.");
    } else if (!Dockerfile.isImage(source)) {
      found.error(
          copy.line(),
          UNKNOWN,
          "There is no stage " + source + ".",
          "Name one with FROM … AS " + source + "; if an image is meant, say which version of it.");
    }
  }
}
