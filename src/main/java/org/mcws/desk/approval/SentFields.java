package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.mcws.desk.engine.CurrentPerson;
import org.springframework.stereotype.Component;

/** Reads what was sent with a task or a start, all of it checked by the form before. */
@Component
class SentFields {

  private final CurrentPerson person;
  private final ObjectMapper json;

  SentFields(CurrentPerson person, ObjectMapper json) {
    this.person = person;
    this.json = json;
  }

  GivenAnswer answer(DelegateTask task) {
    String names = json(task, OwnerApprovalProcess.EXCEPT_FOR);
    return new GivenAnswer(
        Choice.of(text(task, OwnerApprovalProcess.ANSWER))
            .orElseThrow(
                () ->
                    new RefusedAnswer("/" + OwnerApprovalProcess.ANSWER, "flaw.unknownChoice", "")),
        text(task, OwnerApprovalProcess.REASON),
        date(task),
        names == null ? Set.of() : Set.copyOf(list(names)),
        Optional.ofNullable(text(task, OwnerApprovalProcess.EXCEPT_ANSWER)).flatMap(Choice::of));
  }

  /** The decision in a task of Ops; a task without one to choose is simply done. */
  OpsDecision decision(DelegateTask task) {
    String what = text(task, OwnerApprovalProcess.DECISION);
    return new OpsDecision(
        what == null ? "done" : what,
        actor(task),
        text(task, OwnerApprovalProcess.REASON),
        date(task),
        text(task, OwnerApprovalProcess.MEASURE));
  }

  /** Forgets what was sent, so that the next task's form does not show it. */
  void forget(DelegateTask task) {
    task.removeVariables(OwnerApprovalProcess.answerFields());
    task.removeVariables(List.of(OwnerApprovalProcess.DECISION, OwnerApprovalProcess.MEASURE));
  }

  /** A variable as JSON text, however it was sent; null if it was not. */
  String json(VariableScope scope, String name) {
    TypedValue value = scope.getVariableTyped(name, false);
    if (value == null) {
      return null;
    }
    if (value instanceof SerializableValue typed && typed.getValueSerialized() != null) {
      return typed.getValueSerialized();
    }
    Object plain = value.getValue();
    if (plain == null || plain instanceof CharSequence) {
      return plain == null ? null : plain.toString();
    }
    try {
      return plain.getClass().getName().startsWith("org.camunda.spin")
          ? plain.toString()
          : json.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static UUID approval(DelegateTask task) {
    return UUID.fromString(task.getExecution().getProcessBusinessKey());
  }

  private String actor(DelegateTask task) {
    return person
        .id()
        .orElseGet(() -> task.getAssignee() == null ? Approval.DESK : task.getAssignee());
  }

  private static String text(DelegateTask task, String name) {
    Object value = task.getVariable(name);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static LocalDate date(DelegateTask task) {
    String text = text(task, OwnerApprovalProcess.UNTIL);
    return text == null ? null : LocalDate.parse(text);
  }

  private List<String> list(String text) {
    try {
      return json.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked list is no JSON", e);
    }
  }
}
