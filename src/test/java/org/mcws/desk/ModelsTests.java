package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every process must have, read from the models alone. */
class ModelsTests {

  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final String ID = "[a-z][A-Za-z]*(_[a-z][A-Za-z0-9]*){1,2}";

  static Stream<Path> models() throws IOException {
    return filesIn("processes", ".bpmn");
  }

  @ParameterizedTest
  @MethodSource("models")
  void aProcessIsNamedLikeItsFileAndEnds(Path file) {
    assertThat(all(file, Process.class))
        .filteredOn(Process::isExecutable)
        .singleElement()
        .satisfies(
            process -> {
              assertThat(process.getId()).isEqualTo(nameOf(file));
              assertThat(process.getName()).as("name").isNotBlank();
              assertThat(process.getCamundaHistoryTimeToLiveString())
                  .as("historyTimeToLive")
                  .isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void idsSayKindAndDeed(Path file) {
    assertThat(all(file, FlowElement.class))
        .allSatisfy(element -> assertThat(element.getId()).matches(ID));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyFormIsThereAndBoundToItsDeployment(Path file) {
    assertThat(all(file, FlowElement.class))
        .filteredOn(element -> camunda(element, "formRef") != null)
        .allSatisfy(
            element -> {
              assertThat(Path.of("forms", camunda(element, "formRef") + ".form"))
                  .as("form of %s", element.getId())
                  .isRegularFile();
              assertThat(camunda(element, "formRefBinding"))
                  .as("formRefBinding of %s", element.getId())
                  .isEqualTo("deployment");
            });
    assertThat(all(file, UserTask.class))
        .allSatisfy(
            task ->
                assertThat(camunda(task, "formRef"))
                    .as("formRef of %s, so that the answer is checked", task.getId())
                    .isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyStepThatWorksHasABeanAndASavePoint(Path file) {
    assertThat(
            Stream.<Class<? extends FlowNode>>of(ServiceTask.class, SendTask.class)
                .flatMap(of(file)))
        .allSatisfy(
            step -> {
              assertThat(camunda(step, "delegateExpression"))
                  .as("delegateExpression of %s", step.getId())
                  .matches("\\$\\{[a-z][A-Za-z0-9]*}");
              assertThat(
                      "true".equals(savePointOf(step))
                          || staysInside(step)
                          || beginsWithATransaction(step, new HashSet<>()))
                  .as(
                      "asyncBefore of %s (of its multi-instance, if it is one), or the property"
                          + " effect=inside, or only ways to it that begin a transaction",
                      step.getId())
                  .isTrue();
            });
    assertThat(all(file, MessageEventDefinition.class))
        .filteredOn(event -> camunda(event, "delegateExpression") != null)
        .allSatisfy(
            event ->
                assertThat(camunda(event.getParentElement(), "asyncBefore"))
                    .as("asyncBefore of the event around %s", event.getId())
                    .isEqualTo("true"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyDecisionAndCalledProcessIsThere(Path file) {
    assertThat(all(file, BusinessRuleTask.class))
        .allSatisfy(
            task ->
                assertThat(Path.of("processes", task.getCamundaDecisionRef() + ".dmn"))
                    .as("decision of %s", task.getId())
                    .isRegularFile());
    assertThat(all(file, CallActivity.class))
        .allSatisfy(
            call ->
                assertThat(Path.of("processes", call.getCalledElement() + ".bpmn"))
                    .as("process that %s calls", call.getId())
                    .isRegularFile());
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTaskIsSomeonesTask(Path file) {
    assertThat(all(file, UserTask.class))
        .allSatisfy(
            task ->
                assertThat(
                        Stream.of("candidateGroups", "candidateUsers", "assignee")
                            .map(attribute -> camunda(task, attribute)))
                    .as("candidateGroups, candidateUsers or assignee of %s", task.getId())
                    .anySatisfy(people -> assertThat(people).isNotBlank()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void noWaitIsWithoutATimer(Path file) {
    assertThat(
            Stream.of(UserTask.class, ReceiveTask.class, IntermediateCatchEvent.class)
                .flatMap(of(file)))
        .allSatisfy(
            wait ->
                assertThat(isTimed(wait))
                    .as("%s, or a scope around it, has a timer that ends the wait", wait.getId())
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("models")
  void gatewaysAskAndFlowsAnswer(Path file) {
    assertThat(all(file, ExclusiveGateway.class))
        .filteredOn(gateway -> gateway.getOutgoing().size() > 1)
        .allSatisfy(
            gateway -> {
              assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
              assertThat(gateway.getOutgoing())
                  .allSatisfy(
                      flow -> {
                        assertThat(flow.getName()).as("name of %s", flow.getId()).isNotBlank();
                        assertThat(isDefault(gateway, flow) ^ flow.getConditionExpression() != null)
                            .as("%s is the default or has a condition", flow.getId())
                            .isTrue();
                      });
            });
  }

  @ParameterizedTest
  @MethodSource("models")
  void messagesAndErrorsAreNamedLikeEvents(Path file) {
    assertThat(all(file, Message.class))
        .allSatisfy(
            message -> {
              assertThat(message.getName()).matches("[a-z][a-z-]*\\.[a-z][A-Za-z]*");
              assertThat(Path.of("processes", message.getName().split("\\.")[0] + ".bpmn"))
                  .as("process of message %s", message.getName())
                  .isRegularFile();
            });
    assertThat(all(file, Error.class))
        .allSatisfy(error -> assertThat(error.getErrorCode()).matches("[a-z][A-Za-z]*"));
  }

  private static boolean isDefault(ExclusiveGateway gateway, SequenceFlow flow) {
    return flow.equals(gateway.getDefault());
  }

  /** Where the engine would go on if the step failed; a multi-instance has one for each item. */
  private static String savePointOf(FlowElement step) {
    return step.getChildElementsByType(MultiInstanceLoopCharacteristics.class).stream()
        .findAny()
        .map(loop -> camunda(loop, "asyncBefore"))
        .orElseGet(() -> camunda(step, "asyncBefore"));
  }

  /** A step that changes the desk's own tables only belongs to the transaction before it. */
  private static boolean staysInside(FlowElement step) {
    return step.getExtensionElements() != null
        && step.getExtensionElements().getChildElementsByType(CamundaProperties.class).stream()
            .flatMap(properties -> properties.getCamundaProperties().stream())
            .anyMatch(
                property ->
                    "effect".equals(property.getCamundaName())
                        && "inside".equals(property.getCamundaValue()));
  }

  /**
   * Whether the engine comes to the step in a transaction that has only just begun: every way to it
   * leads, past gateways at most, from a timer, from a start that is a job, or from a step after
   * which there is a save point.
   */
  private static boolean beginsWithATransaction(FlowNode step, Set<FlowNode> seen) {
    return !step.getIncoming().isEmpty()
        && step.getIncoming().stream()
            .map(SequenceFlow::getSource)
            .filter(seen::add)
            .allMatch(
                before ->
                    hasTimer(before)
                        || "true".equals(camunda(before, "asyncAfter"))
                        || before instanceof StartEvent
                            && "true".equals(camunda(before, "asyncBefore"))
                        || before instanceof Gateway && beginsWithATransaction(before, seen));
  }

  private static boolean isTimed(FlowElement wait) {
    return hasTimer(wait)
        || hasTimeout(wait)
        || followsARace(wait)
        || hasTimerOnItsBorder(wait)
        || wait.getParentElement() instanceof SubProcess around && isTimed(around)
        || hasTimerInside(wait.getParentElement());
  }

  private static boolean hasTimer(ModelElementInstance event) {
    return event instanceof CatchEvent
        && !event.getChildElementsByType(TimerEventDefinition.class).isEmpty();
  }

  private static boolean hasTimeout(FlowElement wait) {
    return wait.getExtensionElements() != null
        && wait.getExtensionElements().getChildElementsByType(CamundaTaskListener.class).stream()
            .anyMatch(listener -> "timeout".equals(listener.getCamundaEvent()));
  }

  /** A message behind an event-based gateway races with its neighbours, one of them a timer. */
  private static boolean followsARace(FlowElement wait) {
    return wait instanceof IntermediateCatchEvent event
        && event.getPreviousNodes().list().stream()
            .filter(EventBasedGateway.class::isInstance)
            .flatMap(gateway -> gateway.getSucceedingNodes().list().stream())
            .anyMatch(ModelsTests::hasTimer);
  }

  private static boolean hasTimerOnItsBorder(FlowElement wait) {
    return wait instanceof Activity
        && wait.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
            .anyMatch(event -> event.getAttachedTo().equals(wait) && hasTimer(event));
  }

  private static boolean hasTimerInside(ModelElementInstance scope) {
    return scope.getChildElementsByType(SubProcess.class).stream()
        .filter(SubProcess::triggeredByEvent)
        .flatMap(handler -> handler.getChildElementsByType(StartEvent.class).stream())
        .anyMatch(ModelsTests::hasTimer);
  }

  private static <T extends FlowElement>
      java.util.function.Function<Class<? extends T>, Stream<? extends T>> of(Path file) {
    return type -> all(file, type).stream();
  }

  private static <T extends ModelElementInstance> Collection<T> all(Path file, Class<T> type) {
    BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
    return model.getModelElementsByType(type);
  }

  private static String camunda(ModelElementInstance element, String attribute) {
    return element.getAttributeValueNs(CAMUNDA, attribute);
  }

  static Stream<Path> filesIn(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
      return found.stream();
    }
  }

  static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
  }
}
