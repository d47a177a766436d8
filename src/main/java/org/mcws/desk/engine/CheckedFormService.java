package org.mcws.desk.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;

/** The form service, which submits a task's form only with what the form admits. */
class CheckedFormService extends FormServiceImpl {

  private final InputGate gate;
  private final PatientTransaction transaction;

  CheckedFormService(InputGate gate, PatientTransaction transaction) {
    this.gate = gate;
    this.transaction = transaction;
  }

  @Override
  public void submitTaskFormData(String taskId, Map<String, String> properties) {
    submitTaskForm(taskId, Map.copyOf(properties));
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    submit(taskId, properties, false, false);
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserializeValues) {
    return submit(taskId, properties, true, deserializeValues);
  }

  private VariableMap submit(
      String taskId, Map<String, Object> properties, boolean returned, boolean deserialized) {
    return transaction.get(
        () -> commandExecutor.execute(new Submit(taskId, properties, returned, deserialized)));
  }

  private final class Submit extends SubmitTaskFormCmd {

    private static final long serialVersionUID = 1L;

    Submit(String taskId, Map<String, Object> properties, boolean returned, boolean deserialized) {
      super(taskId, properties, returned, deserialized);
    }

    @Override
    public VariableMap execute(CommandContext context) {
      TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
      if (task != null) {
        context
            .getProcessEngineConfiguration()
            .getCommandCheckers()
            .forEach(checker -> checker.checkTaskWork(task));
        gate.checkTask(task, properties);
      }
      return super.execute(context);
    }
  }
}
