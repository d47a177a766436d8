package org.mcws.desk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.mcws.desk.engine.form.FieldLabels;
import org.mcws.desk.engine.form.FormCheck;
import org.mcws.desk.engine.form.Submitted;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets through what a start or a task may be sent: by the deployed form's rules and by the checks
 * of the capabilities. Called inside the engine's command, so it stands behind every door and
 * nothing has been stored yet.
 */
class InputGate {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM_KEY = "camunda-forms:deployment:";
  private static final String DEPLOYED_TOGETHER = "deployment";

  private final ObjectProvider<StartCheck> startChecks;
  private final ObjectProvider<TaskCheck> taskChecks;
  private final Clock clock;

  /** Forms that were deployed together with their process, by deployment and key. */
  private final Map<String, JsonNode> unchanging = new ConcurrentHashMap<>();

  InputGate(
      ObjectProvider<StartCheck> startChecks, ObjectProvider<TaskCheck> taskChecks, Clock clock) {
    this.startChecks = startChecks;
    this.taskChecks = taskChecks;
    this.clock = clock;
  }

  /**
   * @throws InvalidInput with everything that is wrong
   */
  void checkStart(ProcessDefinition definition, Map<String, Object> variables) {
    List<InvalidField> found = new ArrayList<>();
    Submitted sent = Submitted.of(variables, found);
    List<StartCheck> checks =
        startChecks.stream().filter(c -> c.processKey().equals(definition.getKey())).toList();
    JsonNode form =
        inTheDesksName(
            forms -> {
              String id = definition.getId();
              return read(forms.getStartFormData(id), () -> forms.getDeployedStartForm(id));
            });
    if (form != null) {
      Set<String> free = new HashSet<>();
      checks.forEach(check -> free.addAll(check.variables()));
      List<InvalidField> byForm = new ArrayList<>();
      new FormCheck(sent.json(), Map.of(), clock, byForm).check(form, free);
      // A form is one way to fill such a variable; the check knows all that it may hold.
      byForm.stream().filter(field -> !free.contains(variable(field))).forEach(found::add);
    }
    List<InvalidField> byChecks = new ArrayList<>();
    checks.forEach(check -> check.check(sent.plain(), byChecks));
    byChecks.forEach(field -> found.add(form == null ? field : labelled(field, form)));
    refuse(found);
  }

  private static InvalidField labelled(InvalidField field, JsonNode form) {
    return new FieldLabels(form)
        .of(field.field())
        .map(label -> new InvalidField(field.field(), label + ": " + field.message()))
        .orElse(field);
  }

  private static String variable(InvalidField field) {
    return field.field().split("/", 3)[1];
  }

  /**
   * @throws InvalidInput with everything that is wrong
   */
  void checkTask(TaskEntity task, Map<String, Object> variables) {
    List<InvalidField> found = new ArrayList<>();
    Submitted sent = Submitted.of(variables == null ? Map.of() : variables, found);
    List<TaskCheck> checks =
        taskChecks.stream().filter(c -> c.taskKey().equals(task.getTaskDefinitionKey())).toList();
    Set<String> free = new HashSet<>();
    checks.forEach(check -> free.addAll(check.variables()));
    JsonNode form =
        inTheDesksName(
            forms -> {
              String id = task.getId();
              return read(forms.getTaskFormData(id), () -> forms.getDeployedTaskForm(id));
            });
    if (form != null) {
      Map<String, Object> known =
          Submitted.of(task.getVariablesTyped(false), new ArrayList<>()).plain();
      new FormCheck(sent.json(), known, clock, found).check(form, free);
    } else if (Context.getCommandContext().getAuthentication() != null) {
      // Nobody asks a person for anything here, so whatever they send is not what the model
      // expects.
      new FormCheck(sent.json(), Map.of(), clock, found).check(JSON.createObjectNode(), free);
    }
    checks.forEach(check -> check.check(sent.plain(), found));
    refuse(found);
  }

  private static void refuse(List<InvalidField> found) {
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
  }

  private interface FormReading {
    JsonNode read(FormService forms);
  }

  /** Reading the form needs rights that answering it does not. */
  private static JsonNode inTheDesksName(FormReading reading) {
    var engine = Context.getProcessEngineConfiguration();
    IdentityService identity = engine.getIdentityService();
    return new AsDesk(identity).get(() -> reading.read(engine.getFormService()));
  }

  private JsonNode read(FormData data, Supplier<InputStream> deployed) {
    if (data == null) {
      return null;
    }
    CamundaFormRef ref = data.getCamundaFormRef();
    String key = ref == null ? data.getFormKey() : ref.getKey();
    if (ref == null && (key == null || !key.startsWith(FORM_KEY))) {
      return null;
    }
    return ref == null || DEPLOYED_TOGETHER.equals(ref.getBinding())
        ? unchanging.computeIfAbsent(
            data.getDeploymentId() + "/" + key, form -> parse(key, deployed.get()))
        : parse(key, deployed.get());
  }

  private static JsonNode parse(String key, InputStream form) {
    try (form) {
      return JSON.readTree(form);
    } catch (IOException e) {
      throw new UncheckedIOException("The form " + key + " is no JSON", e);
    }
  }
}
