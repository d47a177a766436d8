package org.mcws.desk.platform.mesos.operator;

import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.platform.TaskOutput;

/** What a desk can say of tasks' output that was not told where Mesos is. */
final class UnknownOutput implements TaskOutput {

  @Override
  public Optional<String> of(String task, int most) {
    return Optional.of(last(task, most));
  }

  @Override
  public String since(String app, Instant since, int most) {
    return last(app, most);
  }

  @Override
  public String last(String app, int most) {
    return "What it has printed lies on its Mesos agent, and this desk does not know where Mesos is:"
        + " desk.mesos.urls is not set.";
  }
}
