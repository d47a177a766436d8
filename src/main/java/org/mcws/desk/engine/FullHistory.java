package org.mcws.desk.engine;

import java.util.EnumSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's history in full, but of jobs only what failed: that a job was made and succeeded is
 * known from the activity that it belongs to, that a timer was not needed any more from what came
 * instead, and what a person deletes is in the log of operations. Two rows for each job would be a
 * fifth of all that is written. It has the name of the engine's own level and takes its place.
 */
class FullHistory extends HistoryLevelFull {

  private static final Set<HistoryEventTypes> LEFT_OUT =
      EnumSet.of(
          HistoryEventTypes.JOB_CREATE,
          HistoryEventTypes.JOB_SUCCESS,
          HistoryEventTypes.JOB_DELETE);

  @Override
  public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
    return !LEFT_OUT.contains(type) && super.isHistoryEventProduced(type, entity);
  }
}
