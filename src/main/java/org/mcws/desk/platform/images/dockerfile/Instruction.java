package org.mcws.desk.platform.images.dockerfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One instruction of a Dockerfile.
 *
 * @param line where it begins, from 1
 * @param keyword such as {@code RUN}, in capitals
 * @param flags what stands before the arguments, such as {@code from} of {@code --from=build}; a
 *     flag without value has an empty one
 * @param arguments all that follows, on one line
 * @param words the arguments one by one, without their quotes; of the JSON form, its elements
 * @param json whether the arguments are written as a JSON array, which no shell reads
 * @param heredoc whether lines follow that belong to it
 */
record Instruction(
    int line,
    String keyword,
    Map<String, String> flags,
    String arguments,
    List<String> words,
    boolean json,
    boolean heredoc) {

  Instruction {
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    words = List.copyOf(words);
  }

  /** The same, copying from an image by another name; a stage keeps its own. */
  Instruction copyingFrom(UnaryOperator<String> names) {
    if (flag("from").filter(Dockerfile::isImage).isEmpty()) {
      return this;
    }
    Map<String, String> changed = new LinkedHashMap<>(flags);
    changed.computeIfPresent("from", (flag, image) -> names.apply(image));
    return new Instruction(line, keyword, changed, arguments, words, json, heredoc);
  }

  /** The same on one line, as every engine reads it. */
  String plain() {
    StringBuilder line = new StringBuilder(keyword);
    flags.forEach(
        (name, value) ->
            line.append(" --").append(name).append(value.isEmpty() ? "" : "=" + value));
    return line.append(' ').append(arguments).append('\n').toString();
  }

  boolean is(String other) {
    return keyword.equals(other);
  }

  Optional<String> flag(String name) {
    return Optional.ofNullable(flags.get(name));
  }

  /** The first word, empty if there is none. */
  String first() {
    return words.isEmpty() ? "" : words.get(0);
  }
}
