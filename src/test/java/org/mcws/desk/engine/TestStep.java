package org.mcws.desk.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.boot.test.context.TestComponent;

/** A step that does what its variable {@code how} says. */
@TestComponent("testStep")
class TestStep implements JavaDelegate {

  @Override
  public void execute(DelegateExecution execution) {
    switch ((String) execution.getVariable("how")) {
      case "refused" ->
          throw new PlatformRefusal("nameTaken", "The name is taken; choose another.");
      case "unknown" -> throw new PlatformRefusal("notDrawn", "Nobody has drawn this.");
      case "down" -> throw new PlatformUnavailable("Marathon gave no answer; look at its log.");
      case "silent" -> throw new NullPointerException();
      default -> {}
    }
  }
}
