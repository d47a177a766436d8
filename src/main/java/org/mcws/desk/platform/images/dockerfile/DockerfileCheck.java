package org.mcws.desk.platform.images.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a Dockerfile before it is built, and explains what would fail late, what would be a
 * danger and what its author may not expect. It refuses nothing that the engine's builder would
 * build without danger.
 */
public final class DockerfileCheck {

  /** No Dockerfile is longer, in characters. */
  public static final int LONGEST = 200_000;

  /** The builder reads no longer line, in characters. */
  private static final int LONGEST_LINE = 65_535;

  private final List<Rule> rules;

  /**
   * @param knownRegistries the registries that base images may come from although they are private,
   *     as image references name them
   */
  public DockerfileCheck(Set<String> knownRegistries) {
    this.rules =
        List.of(
            new StageRule(),
            new BaseImageRule(knownRegistries),
            new BuilderRule(),
            new GrowthRule(),
            new SecretRule(),
            new RuntimeRule());
  }

  /**
   * @param text the Dockerfile, of any content
   * @return what is found; a Dockerfile without errors may be built
   */
  public CheckedDockerfile check(String text, Expectations wanted) {
    Findings found = new Findings();
    checkText(text, found);
    if (found.hasErrors()) {
      return new CheckedDockerfile(found.all(), Optional.empty());
    }
    List<Finding> unreadable = new ArrayList<>();
    Dockerfile file = DockerfileReader.read(text, unreadable);
    unreadable.forEach(f -> found.error(f.line(), f.rule(), f.message(), f.remedy()));
    new SyntaxRule().check(file, wanted, found);
    // What an instruction means can be said only of one that is whole.
    boolean whole = !found.hasErrors();
    for (Rule rule : rules) {
      if (whole || rule instanceof SecretRule || rule instanceof BuilderRule) {
        rule.check(file, wanted, found);
      }
    }
    return new CheckedDockerfile(
        found.all(), found.hasErrors() ? Optional.empty() : Optional.of(new PlainDockerfile(file)));
  }

  private static void checkText(String text, Findings found) {
    if (text.isBlank()) {
      found.error(1, "syntax", "It is empty.", "Begin with a line such as FROM debian:12-slim.");
      return;
    }
    if (text.length() > LONGEST) {
      found.error(
          1,
          "syntax",
          "It has " + text.length() + " characters.",
          "Keep it below " + LONGEST + "; put long texts into files beside it.");
      return;
    }
    int line = 1;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        begin = i + 1;
      } else if (Character.isISOControl(c) && c != '\t' && c != '\r' || c == '\uFFFD') {
        found.error(
            line,
            "syntax",
            "There is a character that is no text.",
            "Save it as plain text in UTF-8.");
        return;
      } else if (i - begin > LONGEST_LINE) {
        found.error(
            line,
            "syntax",
            "The line is longer than " + LONGEST_LINE + " characters.",
            "Divide it with a \\ at the end of each part.");
        return;
      }
    }
  }
}
