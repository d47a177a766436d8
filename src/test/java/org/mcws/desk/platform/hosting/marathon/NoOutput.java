package org.mcws.desk.platform.hosting.marathon;

import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.platform.TaskOutput;

/** Of tasks that print nothing. */
record NoOutput() implements TaskOutput {

  @Override
  public Optional<String> of(String task, int most) {
    return Optional.empty();
  }

  @Override
  public String since(String app, Instant since, int most) {
    return "";
  }

  @Override
  public String last(String app, int most) {
    return "";
  }
}
