package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.TaskCheck;
import org.springframework.stereotype.Component;

/** Waiting and accepting a risk need an end, and not a far one. */
@Component
class FixDecisionCheck implements TaskCheck {

  private static final int MOST_DAYS = 30;
  private static final String FIELD = "/" + RolloutProcess.DECISION_UNTIL;

  private final Clock clock;

  FixDecisionCheck(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String taskKey() {
    return RolloutProcess.DECIDE_WITHOUT_FIX;
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    Object decision = variables.get(RolloutProcess.FIX_DECISION);
    if (!"wait".equals(decision) && !"exempt".equals(decision)) {
      return;
    }
    Object until = variables.get(RolloutProcess.DECISION_UNTIL);
    if (!(until instanceof String text) || text.isBlank()) {
      found.add(new InvalidField(FIELD, "'Until' is required to wait or to accept the risk."));
      return;
    }
    try {
      LocalDate today = LocalDate.now(clock);
      LocalDate day = LocalDate.parse(text);
      if (!day.isAfter(today) || day.isAfter(today.plusDays(MOST_DAYS))) {
        found.add(
            new InvalidField(
                FIELD,
                "'Until' must be a day from tomorrow to "
                    + today.plusDays(MOST_DAYS)
                    + ", "
                    + MOST_DAYS
                    + " days from now."));
      }
    } catch (DateTimeException notADay) {
      // The form's own rules say so.
    }
  }
}
