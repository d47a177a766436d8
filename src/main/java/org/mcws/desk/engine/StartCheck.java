package org.mcws.desk.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a form cannot say about the start of a process: rules across fields and against what the
 * desk knows. Beans of this type are found by themselves and asked through every door, after the
 * start form's own rules.
 */
public interface StartCheck {

  /** Id of the process. */
  String processKey();

  /**
   * Variables for which the check alone is responsible: the start may have them although the form
   * does not name them, and where it does, the form's rules for them are those of one door among
   * several.
   */
  default Set<String> variables() {
    return Set.of();
  }

  /**
   * Adds what is wrong to {@code found}.
   *
   * @param variables what was sent; JSON as {@link Map}, {@link List}, {@link String}, {@link
   *     Number}, {@link Boolean}. Not yet trusted: shapes that the form found wrong come here too
   * @param found what is wrong; all of it is reported
   */
  void check(Map<String, Object> variables, List<InvalidField> found);
}
