package org.mcws.desk.delivery.hook;

import java.util.Optional;

/**
 * What a forge tells.
 *
 * @param id by which the forge knows the message; the same when it sends it again
 * @param event the forge's word for what has happened, such as {@code push} or {@code Tag Push
 *     Hook}
 * @param push what was pushed, if that is what it tells
 */
public record HookMessage(String id, String event, Optional<Push> push) {

  /**
   * A branch or tag is elsewhere than before.
   *
   * @param ref its whole name, such as {@code refs/heads/main}
   * @param commit where it is now; empty if it was deleted
   * @param isDefault whether it is the branch that the repository means by default; empty if the
   *     forge does not tell
   * @param by who has pushed, as the forge names them
   * @param mail where that person can be written to, if it is an address that takes mail
   */
  public record Push(
      String ref,
      Optional<String> commit,
      Optional<Boolean> isDefault,
      String by,
      Optional<String> mail) {

    /**
     * Whether it is about what is delivered.
     *
     * @param name a branch or tag; empty for the repository's default branch
     */
    public boolean isOf(String name) {
      return name.isEmpty()
          ? ref.startsWith(HEADS) && isDefault.orElse(true)
          : ref.equals(HEADS + name) || ref.equals(TAGS + name);
    }
  }

  static final String HEADS = "refs/heads/";
  static final String TAGS = "refs/tags/";
}
