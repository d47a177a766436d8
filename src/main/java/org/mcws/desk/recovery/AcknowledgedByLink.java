package org.mcws.desk.recovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.TaskCheck;

/** Only the desk says who has taken it by a link; who has signed in takes it as themself. */
record AcknowledgedByLink(String taskKey, CurrentPerson person) implements TaskCheck {

  @Override
  public Set<String> variables() {
    return Set.of(RecoveryProcess.ACKNOWLEDGED_BY);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    if (variables.containsKey(RecoveryProcess.ACKNOWLEDGED_BY) && person.id().isPresent()) {
      found.add(
          new InvalidField(
              "/" + RecoveryProcess.ACKNOWLEDGED_BY,
              "You take it as yourself; leave '" + RecoveryProcess.ACKNOWLEDGED_BY + "' out."));
    }
  }
}
