package org.mcws.desk.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a form cannot say about the end of a task. Beans of this type are found by themselves and
 * asked through every door, after the task form's own rules.
 */
public interface TaskCheck {

  /** The task's element id in its model. */
  String taskKey();

  /** Variables that may be sent although the form does not name them. */
  default Set<String> variables() {
    return Set.of();
  }

  /**
   * Adds what is wrong to {@code found}.
   *
   * @param variables what was sent, as in {@link StartCheck#check}
   */
  void check(Map<String, Object> variables, List<InvalidField> found);
}
