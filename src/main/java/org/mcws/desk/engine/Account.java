package org.mcws.desk.engine;

import java.util.Optional;
import org.camunda.bpm.engine.identity.User;
import org.springframework.util.StringUtils;

/**
 * A person who may log in.
 *
 * @param id the log-in name
 * @param firstName the first name or names; empty if not known
 * @param lastName the last name; empty if not known
 * @param mail the mail address, if the account has one or is one
 */
public record Account(String id, String firstName, String lastName, Optional<String> mail) {

  static Account of(User user) {
    return new Account(
        user.getId(),
        text(user.getFirstName()),
        text(user.getLastName()),
        Optional.ofNullable(user.getEmail())
            .filter(StringUtils::hasText)
            .or(() -> Optional.of(user.getId()).filter(id -> id.contains("@"))));
  }

  /** First and last name, or the log-in name if there are none. */
  public String name() {
    String name = (firstName + " " + lastName).strip();
    return name.isEmpty() ? id : name;
  }

  private static String text(String name) {
    return name == null ? "" : name.strip();
  }
}
