package org.mcws.desk.approval;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What an owner says, not yet checked.
 *
 * @param choice the answer
 * @param reason why, or what help is needed; null if none is given
 * @param until to which date to wait; null if that is not the answer
 * @param exceptFor ids of the services for which the answer does not hold
 * @param exceptChoice what is said about those; empty to be asked about them on their own
 */
record GivenAnswer(
    Choice choice,
    String reason,
    LocalDate until,
    Set<String> exceptFor,
    Optional<Choice> exceptChoice) {

  GivenAnswer {
    reason = reason == null || reason.isBlank() ? null : reason.strip();
    exceptFor = Set.copyOf(exceptFor);
  }

  /** Whether any part of it is this. */
  boolean says(Choice what) {
    return choice == what || exceptChoice.filter(what::equals).isPresent();
  }
}
