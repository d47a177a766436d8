package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    flags = Map.copyOf(flags);
    words = List.copyOf(words);
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
