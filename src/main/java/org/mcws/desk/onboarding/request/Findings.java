package org.mcws.desk.onboarding.request;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request, collected so that a person hears of everything at once. */
public final class Findings {

  private final List<Finding> found = new ArrayList<>();

  /**
   * @param field JSON pointer to what is wrong, such as {@code /owners/0/email}
   * @param message what to do about it
   */
  public void add(String field, String message) {
    found.add(new Finding(field, message));
  }

  /** Whether anything at or below this field is wrong. */
  boolean concern(String field) {
    return found.stream()
        .anyMatch(f -> f.field().equals(field) || f.field().startsWith(field + "/"));
  }

  public List<Finding> all() {
    return List.copyOf(found);
  }

  /**
   * @param field JSON pointer
   * @param message what to do about it
   */
  public record Finding(String field, String message) {}
}
