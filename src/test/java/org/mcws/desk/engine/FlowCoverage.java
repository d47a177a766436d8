package org.mcws.desk.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.spring.boot.starter.event.ExecutionEvent;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

/**
 * Fails the build when the process tests together never take one of the sequence flows in {@code
 * processes/}. The check runs after the last of all {@code *ProcessTests}, in whatever order and
 * process they come; whoever runs only some of them is not asked for the flows of the others.
 */
class FlowCoverage implements AfterAllCallback {

  /** A file for each class that has run in this build, by its name, with the flows it has taken. */
  private static final Path FOLDER =
      Path.of("target", "flows", System.getProperty("flows", ProcessHandle.current().pid() + ""));

  private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Files.createDirectories(FOLDER);
    Path written = Files.createTempFile(FOLDER.getParent(), "taken", ".txt");
    Files.write(written, TAKEN);
    Files.move(
        written,
        FOLDER.resolve(context.getRequiredTestClass().getName()),
        StandardCopyOption.ATOMIC_MOVE);
    if (processTests().allMatch(test -> Files.exists(FOLDER.resolve(test.getName())))) {
      Set<String> missed = new TreeSet<>(drawn());
      missed.removeAll(taken());
      if (!missed.isEmpty()) {
        throw new AssertionError(
            "No process test takes these sequence flows; add one that does, or take them out of"
                + " the model: "
                + missed);
      }
    }
  }

  private static Set<String> taken() throws IOException {
    Set<String> taken = new HashSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        taken.addAll(Files.readAllLines(file));
      }
    }
    return taken;
  }

  private static Stream<Class<?>> processTests() {
    return ReflectionSupport.streamAllClassesInPackage(
        "org.mcws.desk", type -> true, name -> name.endsWith("ProcessTests"));
  }

  private static Set<String> drawn() {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      return files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .map(file -> Bpmn.readModelFromFile(file.toFile()))
          .flatMap(FlowCoverage::flows)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> flows(BpmnModelInstance model) {
    String process = model.getModelElementsByType(Process.class).iterator().next().getId();
    return model.getModelElementsByType(SequenceFlow.class).stream()
        // The engine takes none of the flows to the events of a race; it waits for all of them, and
        // goes on from the one that happens, by a flow that is looked at, too.
        .filter(flow -> !(flow.getSource() instanceof EventBasedGateway))
        .map(flow -> name(process, flow.getId()));
  }

  private static String name(String process, String flow) {
    return process + ": " + flow;
  }

  /** Notes what the engine of the desk under test does. */
  @TestComponent
  static class Notes {

    @EventListener
    void note(ExecutionEvent event) {
      if (ExecutionListener.EVENTNAME_TAKE.equals(event.getEventName())) {
        String definition = event.getProcessDefinitionId();
        String process = definition.substring(0, definition.indexOf(':'));
        TAKEN.add(name(process, event.getCurrentTransitionId()));
      }
    }
  }
}
