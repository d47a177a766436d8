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

  CheckedFormService(InputGate gate) {
    this.gate = gate;
  }

  @Override
  public void submitTaskFormData(String taskId, Map<String, String> properties) {
    submitTaskForm(taskId, Map.copyOf(properties));
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    commandExecutor.execute(new Submit(taskId, properties, false, false));
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserializeValues) {
    return commandExecutor.execute(new Submit(taskId, properties, true, deserializeValues));
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
