package org.mcws.desk.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets {@code /engine-rest} and the web apps serve the engine of the desk under test: theirs is the
 * JVM's one default engine, which is that of the desk that started last.
 */
class OwnEngine implements TestExecutionListener {

  @Override
  public void prepareTestInstance(TestContext test) {
    test.getApplicationContext()
        .getBeanProvider(ProcessEngine.class)
        .ifAvailable(ProcessEngines::registerProcessEngine);
  }
}
