package org.mcws.desk.platform.images.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile, read.
 *
 * @param directives what the comments at its top tell the builder, such as {@code syntax}
 * @param preamble what stands before the first stage; only {@code ARG} may
 * @param defaults what the preamble's {@code ARG}s are if nobody says otherwise
 * @param stages the stages in their order; the last is what is built if no other is named
 */
record Dockerfile(
    Map<String, Directive> directives,
    List<Instruction> preamble,
    Map<String, String> defaults,
    List<Stage> stages) {

  static final String SCRATCH = "scratch";

  /** No name of an image is longer, in characters. */
  private static final int LONGEST = 500;

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
    return new Dockerfile(directives, preamble, defaults(preamble), stages);
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

  /** The text with the preamble's defaults; empty if there is something in it without one. */
  Optional<String> resolve(String text) {
    return resolve(text, defaults);
  }

  /** The images that it is made from and that no stage of its own is. */
  List<String> images() {
    List<String> images = new ArrayList<>();
    for (Stage stage : stages) {
      base(stage).ifPresent(images::add);
      stage
          .all("COPY")
          .forEach(copy -> copy.flag("from").filter(Dockerfile::isImage).ifPresent(images::add));
    }
    return images.stream().distinct().toList();
  }

  /**
   * The image that a stage is made from; empty if it is made from another stage or from nothing.
   */
  private Optional<String> base(Stage stage) {
    return resolve(stage.from().first())
        .filter(base -> !base.equals(SCRATCH))
        .filter(
            base ->
                stages.subList(0, stages.indexOf(stage)).stream().noneMatch(s -> s.isCalled(base)));
  }

  /**
   * The same without comments, variables after FROM and other platforms, each instruction on one
   * line.
   *
   * @param ids what each of the {@link #images} is called in it
   */
  String plain(UnaryOperator<String> ids) {
    StringBuilder text = new StringBuilder();
    preamble.forEach(arg -> text.append(arg.plain()));
    for (Stage stage : stages) {
      // A stage may be called as the image is that it is made from.
      text.append("FROM ")
          .append(
              base(stage).map(ids).orElseGet(() -> resolve(stage.from().first()).orElseThrow()));
      stage.name().ifPresent(name -> text.append(" AS ").append(name));
      text.append('\n');
      stage.instructions().forEach(one -> text.append(one.copyingFrom(ids).plain()));
    }
    return text.toString();
  }

  /** Whether this, where a stage may be meant as well, can only mean an image of a registry. */
  static boolean isImage(String source) {
    return source.matches(".*[/:@$].*");
  }

  private static Map<String, String> defaults(List<Instruction> preamble) {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Instruction arg : preamble) {
      for (String word : arg.words()) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          resolve(word.substring(equals + 1), defaults)
              .ifPresent(value -> defaults.put(word.substring(0, equals), value));
        }
      }
    }
    return defaults;
  }

  private static Optional<String> resolve(String text, Map<String, String> values) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      if ((value == null || value.isEmpty()) && matcher.group(3) != null) {
        value = matcher.group(3);
      }
      if (value == null || resolved.length() > LONGEST) {
        return Optional.empty();
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    String all = matcher.appendTail(resolved).toString();
    return all.contains("$") || all.length() > LONGEST ? Optional.empty() : Optional.of(all);
  }
}
