package org.mcws.desk.approval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What would change for one service.
 *
 * @param id the service's id
 * @param change in a few words, such as {@code wordpress:6.8.3 → wordpress:6.8.4}
 */
record ServiceChange(
    @NotBlank(message = "is missing: give it")
        @Size(max = 300, message = "use at most 300 characters")
        String id,
    @NotBlank(message = "is missing: say what would change")
        @Size(max = 1000, message = "use at most 1,000 characters")
        String change) {

  /** One line for people. */
  String line() {
    return id + ": " + change;
  }
}
