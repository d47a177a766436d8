package org.mcws.desk.platform.images.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile, read.
 *
 * @param directives what the comments at its top tell the builder, such as {@code syntax}
 * @param preamble what stands before the first stage; only {@code ARG} may
 * @param stages the stages in their order; the last is what is built if no other is named
 */
record Dockerfile(
    Map<String, Directive> directives, List<Instruction> preamble, List<Stage> stages) {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?})");

  /**
   * A line such as {@code # syntax=docker/dockerfile:1}.
   *
   * @param line where it stands, from 1
   */
  record Directive(int line, String value) {}

  static Dockerfile of(Map<String, Directive> directives, List<Instruction> instructions) {
    List<Instruction> preamble = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction.is("FROM")) {
        stages.add(new Stage(instruction, new ArrayList<>()));
      } else if (stages.isEmpty()) {
        preamble.add(instruction);
      } else {
        stages.get(stages.size() - 1).instructions().add(instruction);
      }
    }
    return new Dockerfile(directives, preamble, stages);
  }

  /** All instructions in their order. */
  List<Instruction> instructions() {
    List<Instruction> all = new ArrayList<>(preamble);
    for (Stage stage : stages) {
      all.add(stage.from());
      all.addAll(stage.instructions());
    }
    return all;
  }

  /** The stage that is built: the one of this name, or else the last. */
  Optional<Stage> built(Optional<String> target) {
    if (target.isPresent()) {
      return stages.stream().filter(stage -> stage.isCalled(target.get())).findFirst();
    }
    return stages.isEmpty() ? Optional.empty() : Optional.of(stages.get(stages.size() - 1));
  }

  /**
   * The stage and those that it is made from by {@code FROM}, itself first: what all of them say is
   * true of the image.
   */
  List<Stage> lineage(Stage stage) {
    List<Stage> line = new ArrayList<>();
    Optional<Stage> next = Optional.of(stage);
    while (next.isPresent()) {
      line.add(next.get());
      int before = stages.indexOf(next.get());
      String base = resolve(next.get().from().first()).orElse("");
      next = stages.subList(0, before).stream().filter(s -> s.isCalled(base)).findFirst();
    }
    return line;
  }

  /** The text with the defaults of the preamble's {@code ARG}s; empty if one of them has none. */
  Optional<String> resolve(String text) {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Instruction arg : preamble) {
      for (String word : arg.words()) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          defaults.put(word.substring(0, equals), word.substring(equals + 1));
        }
      }
    }
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String value = defaults.getOrDefault(name, matcher.group(3));
      if (value == null) {
        return Optional.empty();
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(resolved).toString());
  }
}
