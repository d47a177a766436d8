package org.mcws.desk.onboarding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.mcws.desk.engine.AsDesk;
import org.mcws.desk.onboarding.OnboardingView.VisitorFinding;
import org.mcws.desk.onboarding.OnboardingView.Waiting;
import org.springframework.stereotype.Component;

/** Tells in words where an onboarding stands. */
@Component
class OnboardingProgress {

  private final TaskService tasks;
  private final OnboardingProcess process;
  private final ManagementService management;
  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final FoundByVisitors found;
  private final AsDesk asDesk;

  OnboardingProgress(
      TaskService tasks,
      OnboardingProcess process,
      ManagementService management,
      RepositoryService repository,
      RuntimeService runtime,
      FoundByVisitors found,
      AsDesk asDesk) {
    this.tasks = tasks;
    this.process = process;
    this.management = management;
    this.repository = repository;
    this.runtime = runtime;
    this.found = found;
    this.asDesk = asDesk;
  }

  OnboardingView of(Onboarding onboarding) {
    List<Waiting> waiting =
        onboarding.state() == Onboarding.State.RUNNING
            // Who may see the onboarding may see what it waits for, though not act on it.
            ? asDesk.get(() -> waiting(onboarding.processInstanceId()))
            : List.of();
    return new OnboardingView(
        onboarding.id(),
        onboarding.processInstanceId(),
        onboarding.community(),
        onboarding.state().name().toLowerCase(Locale.ROOT),
        summary(onboarding, waiting),
        waiting,
        found.findByOnboardingOrderByPosition(onboarding.id()).stream()
            .map(f -> new VisitorFinding(f.what(), f.reached(), f.evidence(), f.checkedAt()))
            .toList(),
        onboarding.createdAt(),
        onboarding.endedAt());
  }

  private List<Waiting> waiting(String processInstanceId) {
    List<Waiting> waiting = new ArrayList<>(forPeople(processInstanceId));
    waiting.addAll(forTheDesk(processInstanceId));
    waiting.addAll(forMessages(processInstanceId));
    return waiting;
  }

  private List<Waiting> forPeople(String processInstanceId) {
    Map<String, List<String>> who = new LinkedHashMap<>();
    for (Task task :
        tasks
            .createTaskQuery()
            .processInstanceId(processInstanceId)
            .orderByTaskCreateTime()
            .asc()
            .unlimitedList()) {
      List<String> people = who.computeIfAbsent(task.getName(), name -> new ArrayList<>());
      if (task.getAssignee() != null) {
        people.add(task.getAssignee());
      } else {
        tasks.getIdentityLinksForTask(task.getId()).stream()
            .map(IdentityLink::getGroupId)
            .forEach(people::add);
      }
    }
    return who.entrySet().stream()
        .map(entry -> new Waiting(entry.getKey(), entry.getValue(), null))
        .toList();
  }

  private List<Waiting> forTheDesk(String processInstanceId) {
    return management
        .createJobQuery()
        .processInstanceId(processInstanceId)
        .messages()
        .unlimitedList()
        .stream()
        .map(job -> new Waiting(step(job), List.of(), job.getExceptionMessage()))
        .toList();
  }

  private List<Waiting> forMessages(String processInstanceId) {
    return runtime
        .createEventSubscriptionQuery()
        .processInstanceId(processInstanceId)
        .eventType("message")
        .unlimitedList()
        .stream()
        .map(message -> new Waiting(step(message), List.of(), null))
        .toList();
  }

  private String step(EventSubscription message) {
    String definition =
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(message.getProcessInstanceId())
            .singleResult()
            .getProcessDefinitionId();
    return name(definition, message.getActivityId());
  }

  private String step(Job job) {
    JobDefinition definition =
        management
            .createJobDefinitionQuery()
            .jobDefinitionId(job.getJobDefinitionId())
            .singleResult();
    return name(job.getProcessDefinitionId(), definition.getActivityId());
  }

  private String name(String definition, String activity) {
    FlowElement element = repository.getBpmnModelInstance(definition).getModelElementById(activity);
    return element.getName();
  }

  private String summary(Onboarding onboarding, List<Waiting> waiting) {
    return switch (onboarding.state()) {
      case ONBOARDED -> "The community has its services.";
      case DECLINED -> "Declined: " + onboarding.outcome();
      case ABANDONED -> "Abandoned: " + onboarding.outcome();
      case RUNNING ->
          waiting.isEmpty()
              ? isThere(onboarding)
              : "Waiting for: "
                  + waiting.stream()
                      .map(
                          w ->
                              w.step()
                                  + (w.who().isEmpty()
                                      ? " (the desk)"
                                      : " (" + String.join(", ", w.who()) + ")"))
                      .collect(Collectors.joining("; "));
    };
  }

  private String isThere(Onboarding onboarding) {
    boolean there = asDesk.get(() -> process.isThere(onboarding.processInstanceId()));
    return there
        ? "Waiting to look again whether everything can be reached."
        : "Its process instance was deleted; what was made so far is still there until Ops abandon it.";
  }
}
