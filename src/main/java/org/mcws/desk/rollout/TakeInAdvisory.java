package org.mcws.desk.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/**
 * Takes a checked document into the desk's own records, in the transaction that starts the process,
 * and leaves the engine nothing but ids.
 */
@Component
class TakeInAdvisory implements ExecutionListener {

  private final GivenAdvisory given;
  private final AdvisoryReader reader;
  private final Intake intake;
  private final CurrentPerson person;
  private final ObjectMapper json;

  TakeInAdvisory(
      GivenAdvisory given,
      AdvisoryReader reader,
      Intake intake,
      CurrentPerson person,
      ObjectMapper json) {
    this.given = given;
    this.reader = reader;
    this.intake = intake;
    this.person = person;
    this.json = json;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String document = given.document(sent(execution)).orElseThrow();
    Advisory advisory = reader.read(document);
    boolean exploited = Boolean.TRUE.equals(execution.getVariable(RolloutProcess.EXPLOITED));
    execution.removeVariable(RolloutProcess.ADVISORY);
    execution.removeVariable(RolloutProcess.EXPLOITED);

    List<Rollout> running = intake.running(advisory, document);
    intake.join(running, advisory, exploited, person.id());
    boolean joins = intake.isOnlyAbout(running, advisory);
    Rollout rollout =
        joins
            ? running.get(0)
            : intake.enter(
                advisory, document, exploited, execution.getProcessInstanceId(), person.id());
    if (!joins && !running.isEmpty()) {
      intake.tell();
    }

    execution.setProcessBusinessKey(rollout.advisory());
    execution.setVariable(RolloutProcess.ROLLOUT_ID, rollout.id().toString());
    execution.setVariable(RolloutProcess.ADVISORY_ID, rollout.advisory());
    execution.setVariable(
        RolloutProcess.INTAKE,
        joins ? "join" : rollout.state() == Rollout.State.NOTED ? "note" : "rollOut");
  }

  private Object sent(DelegateExecution execution) {
    TypedValue value = execution.getVariableTyped(RolloutProcess.ADVISORY, false);
    if (value instanceof SerializableValue serialized) {
      try {
        return json.readValue(serialized.getValueSerialized(), Object.class);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the checked document is no JSON", e);
      }
    }
    return value.getValue();
  }
}
