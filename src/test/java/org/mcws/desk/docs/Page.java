package org.mcws.desk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page as something to be done from top to bottom. Each block of {@code bash} is typed; {@code #
 * =>} lines after a command say what its output contains, in that order, where {@code …} stands for
 * anything. A comment {@code <!-- test: ... -->} says what a person does between two blocks.
 *
 * @param steps what is done, in the page's order
 */
record Page(List<Step> steps) {

  private static final Pattern STEP =
      Pattern.compile("(?sm)^```bash\\n(.*?)^```$|<!-- test: (.*?) -->");
  private static final Pattern FENCE = Pattern.compile("(?sm)^```(\\w*)\\n(.*?)^```$");
  private static final String SHOWN = "# => ";

  static Page read(Path file) {
    try {
      List<Step> steps = new ArrayList<>();
      Matcher step = STEP.matcher(Files.readString(file));
      while (step.find()) {
        if (step.group(1) == null) {
          steps.add(new Person(step.group(2)));
        } else {
          steps.addAll(calls(step.group(1)));
        }
      }
      return new Page(steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks that are not typed, in one text. */
  static String fences(Path file) {
    try {
      return FENCE
          .matcher(Files.readString(file))
          .results()
          .filter(fence -> !fence.group(1).equals("bash"))
          .map(fence -> fence.group(2))
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Calls> calls(String block) {
    List<Calls> calls = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (String line : block.lines().toList()) {
      if (line.startsWith(SHOWN)) {
        shown.add(line.substring(SHOWN.length()));
        continue;
      }
      if (!shown.isEmpty()) {
        calls.add(new Calls(String.join("\n", commands), List.copyOf(shown)));
        commands.clear();
        shown.clear();
      }
      commands.add(line);
    }
    calls.add(new Calls(String.join("\n", commands), List.copyOf(shown)));
    return calls;
  }

  /** One step. */
  sealed interface Step {}

  /** What a person does. */
  record Person(String words) implements Step {}

  /** Commands up to the next output that is shown. */
  record Calls(String commands, List<String> shown) implements Step {

    private static final Pattern SENDS = Pattern.compile("(?m)\\s(-d|-X|-T|--data)\\b|<<");

    /** Whether the commands may be repeated, since they change nothing. */
    boolean onlyLooks() {
      return !SENDS.matcher(commands).find();
    }

    void check(String output, String name) {
      String expected =
          shown.stream()
              .map(
                  line ->
                      Pattern.compile("…")
                          .splitAsStream(line)
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*?")))
              .collect(Collectors.joining(".*?"));
      assertThat(output).as(name).containsPattern(Pattern.compile(expected, Pattern.DOTALL));
    }
  }
}
