package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * What one {@code FROM} begins.
 *
 * @param from the {@code FROM} itself
 * @param instructions what follows it
 */
record Stage(Instruction from, List<Instruction> instructions) {

  /** Its name, if it has one, as it is written. */
  Optional<String> name() {
    List<String> words = from.words();
    return words.size() == 3 && words.get(1).equalsIgnoreCase("as")
        ? Optional.of(words.get(2))
        : Optional.empty();
  }

  boolean isCalled(String other) {
    return name().filter(other::equalsIgnoreCase).isPresent();
  }

  List<Instruction> all(String keyword) {
    return instructions.stream().filter(instruction -> instruction.is(keyword)).toList();
  }

  /** The one that counts where the last of several does. */
  Optional<Instruction> last(String keyword) {
    List<Instruction> all = all(keyword);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
