package org.mcws.desk.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * A process for tests: a community asks for a tree, by a form with a bit of everything; then an
 * owner plants it. Its start event is asynchronous.
 */
@TestComponent
public class TreeRequest {

  static final String KEY = "tree-request";
  public static final String PASSWORD = "Correct-Horse-7";

  private final RepositoryService repository;
  private final People people;
  private final Grants grants;
  private final ManagementService management;
  private final TaskService tasks;
  private final HistoryService history;

  TreeRequest(
      RepositoryService repository,
      People people,
      Grants grants,
      ManagementService management,
      TaskService tasks,
      HistoryService history) {
    this.repository = repository;
    this.people = people;
    this.grants = grants;
    this.management = management;
    this.tasks = tasks;
    this.history = history;
  }

  @EventListener
  void deploy(ContextRefreshedEvent event) {
    repository
        .createDeployment()
        .name(KEY)
        .addClasspathResource("engine/tree-request.bpmn")
        .addClasspathResource("engine/tree-request-start.form")
        .addClasspathResource("engine/tree-request-plant.form")
        .deploy();
  }

  /** A community with one owner, who may start the process; the owner's log-in name. */
  String newCommunity(String slug) {
    String owner = "owner@" + slug + ".example";
    people.addCommunity(slug, "Community " + slug);
    people.addAccount(owner, "Ann Owner");
    people.setPassword(owner, PASSWORD);
    people.addOwner(slug, owner);
    String group = People.ownersOf(slug);
    grants.give(
        group,
        Resources.PROCESS_DEFINITION,
        KEY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.CREATE_INSTANCE);
    grants.give(group, Resources.PROCESS_INSTANCE, "*", Permissions.CREATE);
    return owner;
  }

  static String slug() {
    return "c" + UUID.randomUUID().toString().substring(0, 8);
  }

  static String start(String variables) {
    return "{\"variables\":" + variables + "}";
  }

  static String good(String slug) {
    return start(
        """
        {"community": {"value": "%s"}, "kind": {"value": "oak"},
         "tools": {"type": "Json", "value": "[\\"spade\\"]"},
         "place": {"type": "Json", "value": "{\\"street\\": \\"Elm Road\\"}"}}
        """
            .formatted(slug));
  }

  /** Runs the asynchronous start and gives the task's id. */
  String taskOf(String instance) {
    management
        .createJobQuery()
        .processInstanceId(instance)
        .list()
        .forEach(job -> management.executeJob(job.getId()));
    return tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
  }

  long instances() {
    return history.createHistoricProcessInstanceQuery().processDefinitionKey(KEY).count();
  }

  Map<String, Object> variables(String instance) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .disableCustomObjectDeserialization()
        .list()
        .stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(v -> v.getName(), v -> (Object) v.getValue().toString()));
  }

  /** A rule that no form can say. */
  @TestComponent
  static class Rules implements StartCheck {

    @Override
    public String processKey() {
      return KEY;
    }

    @Override
    public Set<String> variables() {
      return Set.of("extra");
    }

    @Override
    public void check(Map<String, Object> variables, List<InvalidField> found) {
      if ("forbidden".equals(variables.get("extra"))) {
        found.add(new InvalidField("/extra", "This is forbidden."));
      }
    }
  }
}
