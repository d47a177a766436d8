package org.mcws.desk.approval;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.TaskCheck;

/** Only the desk says who answers by a link; who has signed in answers as themself. */
record AnsweredByLink(String taskKey, CurrentPerson person) implements TaskCheck {

  @Override
  public Set<String> variables() {
    return Set.of(OwnerApprovalProcess.ANSWERED_BY);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    if (variables.containsKey(OwnerApprovalProcess.ANSWERED_BY) && person.id().isPresent()) {
      found.add(
          new InvalidField(
              "/" + OwnerApprovalProcess.ANSWERED_BY,
              "You answer as yourself; leave '" + OwnerApprovalProcess.ANSWERED_BY + "' out."));
    }
  }
}
