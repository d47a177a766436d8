package org.mcws.desk.engine;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * Keeps of a failed job what the platform's adapter says, since that tells people what to do. The
 * engine would keep its own words around it where it has some, as it does in a compensation.
 */
class FailuresInWords implements FailedJobCommandFactory {

  @Override
  public Command<Object> getCommand(String jobId, Throwable failure) {
    return new DefaultJobRetryCmd(jobId, inWords(failure));
  }

  private static Throwable inWords(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PlatformUnavailable || cause instanceof PlatformRefusal) {
        return cause;
      }
    }
    return failure;
  }
}
