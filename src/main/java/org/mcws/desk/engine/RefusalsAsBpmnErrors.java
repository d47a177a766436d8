package org.mcws.desk.engine;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.mcws.desk.platform.PlatformRefusal;

/**
 * Stands around every delegate, listener and expression: a refusal by the platform becomes the BPMN
 * error of the same code, which the model handles; every other failure stays one, is retried, and
 * in the end is an incident with a message that a person can read.
 */
class RefusalsAsBpmnErrors extends DefaultDelegateInterceptor {

  /** What fits into a variable of the engine, with room to spare. */
  private static final int LONGEST_MESSAGE = 2000;

  @Override
  public void handleInvocation(DelegateInvocation invocation) throws Exception {
    try {
      super.handleInvocation(invocation);
    } catch (BpmnError | InvalidInput expected) {
      throw expected;
    } catch (Exception failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof PlatformRefusal refusal) {
          throw new BpmnError(refusal.code(), cut(refusal.getMessage()), refusal);
        }
      }
      if (failure.getMessage() == null) {
        throw new ProcessEngineException(
            "A step failed with "
                + failure.getClass().getSimpleName()
                + " and no message; its stack trace tells where. Report it to the desk's makers",
            failure);
      }
      throw failure;
    }
  }

  private static String cut(String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }
}
