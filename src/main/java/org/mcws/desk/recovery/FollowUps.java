package org.mcws.desk.recovery;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** What reviews have found that is to be done. */
@Component
class FollowUps {

  /** Which one a task is about; String. */
  static final String VARIABLE = "followUp";

  private final FollowUpRows rows;

  FollowUps(FollowUpRows rows) {
    this.rows = rows;
  }

  FollowUp of(VariableScope scope) {
    return rows.findById(UUID.fromString((String) scope.getVariable(VARIABLE))).orElseThrow();
  }

  List<String> open(String incident) {
    return of(incident).stream()
        .filter(one -> one.doneAt() == null)
        .map(one -> one.getId().toString())
        .toList();
  }

  List<FollowUp> of(String incident) {
    return rows.findByIncidentOrderByDueAscId(incident);
  }

  void add(String incident, String what, LocalDate due) {
    rows.save(new FollowUp(incident, what, due));
  }
}
