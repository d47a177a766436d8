package org.mcws.desk.engine;

import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;

/** The task service, which completes a task only with what its form admits. */
class CheckedTaskService extends TaskServiceImpl {

  private final InputGate gate;
  private final PatientTransaction transaction;

  CheckedTaskService(InputGate gate, PatientTransaction transaction) {
    this.gate = gate;
    this.transaction = transaction;
  }

  @Override
  public void complete(String taskId) {
    complete(taskId, null);
  }

  @Override
  public void complete(String taskId, Map<String, Object> variables) {
    complete(taskId, variables, false, false);
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, Map<String, Object> variables, boolean deserializeValues) {
    return complete(taskId, variables, true, deserializeValues);
  }

  @Override
  public void resolveTask(String taskId) {
    resolveTask(taskId, null);
  }

  @Override
  public void resolveTask(String taskId, Map<String, Object> variables) {
    transaction.get(() -> commandExecutor.execute(new Resolve(taskId, variables)));
  }

  @Override
  public void handleBpmnError(String taskId, String errorCode) {
    onlyOps();
    super.handleBpmnError(taskId, errorCode);
  }

  @Override
  public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
    onlyOps();
    super.handleBpmnError(taskId, errorCode, errorMessage);
  }

  @Override
  public void handleBpmnError(
      String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
    onlyOps();
    super.handleBpmnError(taskId, errorCode, errorMessage, variables);
  }

  @Override
  public void handleEscalation(String taskId, String escalationCode) {
    onlyOps();
    super.handleEscalation(taskId, escalationCode);
  }

  @Override
  public void handleEscalation(
      String taskId, String escalationCode, Map<String, Object> variables) {
    onlyOps();
    super.handleEscalation(taskId, escalationCode, variables);
  }

  /** These two leave a task without its form, and take any variable along. */
  private void onlyOps() {
    Authentication person = commandExecutor.execute(context -> context.getAuthentication());
    if (person != null && !People.isOpsOrAdmin(person.getGroupIds())) {
      throw new AuthorizationException(
          "Only Community Ops may end a task with an error or an escalation; complete it instead.");
    }
  }

  private VariableMap complete(
      String taskId, Map<String, Object> variables, boolean returned, boolean deserialized) {
    return transaction.get(
        () -> commandExecutor.execute(new Complete(taskId, variables, returned, deserialized)));
  }

  private final class Complete extends CompleteTaskCmd {

    private static final long serialVersionUID = 1L;

    Complete(String taskId, Map<String, Object> variables, boolean returned, boolean deserialized) {
      super(taskId, variables, returned, deserialized);
    }

    @Override
    protected void checkCompleteTask(TaskEntity task, CommandContext context) {
      super.checkCompleteTask(task, context);
      gate.checkTask(task, variables);
    }
  }

  private final class Resolve extends ResolveTaskCmd {

    private static final long serialVersionUID = 1L;

    Resolve(String taskId, Map<String, Object> variables) {
      super(taskId, variables);
    }

    @Override
    protected void checkCompleteTask(TaskEntity task, CommandContext context) {
      super.checkCompleteTask(task, context);
      if (variables != null && !variables.isEmpty()) {
        gate.checkTask(task, variables);
      }
    }
  }
}
