package org.mcws.desk.delivery;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants delivered: a release, a Dockerfile, or else the newest commit.
 *
 * @param release the number of a release that is brought back
 * @param dockerfile the text of a Dockerfile that needs no other files
 * @param accepted why known holes are accepted, if they are
 */
record DeliveryWish(
    Optional<Integer> release, Optional<String> dockerfile, Optional<String> accepted) {

  /** What a start of the process names. */
  static DeliveryWish of(Map<String, Object> variables) {
    return new DeliveryWish(
        variables.get(DeliveryProcess.RELEASE) instanceof Number number
            ? Optional.of(number.intValue())
            : Optional.empty(),
        whole(variables.get(DeliveryProcess.DOCKERFILE)),
        text(variables.get(DeliveryProcess.ACCEPT)));
  }

  /** As {@link #text}, with the lines as they were. */
  static Optional<String> whole(Object sent) {
    return text(sent).map(text -> (String) sent);
  }

  /** What a form sends for a field that was left alone counts as nothing. */
  static Optional<String> text(Object sent) {
    return sent instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }
}
