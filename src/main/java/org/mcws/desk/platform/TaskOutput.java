package org.mcws.desk.platform;

import java.time.Instant;
import java.util.Optional;

/** What the tasks of apps have printed, as the machines keep it on which they ran. */
public interface TaskOutput {

  /**
   * The last of what a task has printed; empty if it is not to be had any more.
   *
   * @param task the task's id
   * @param most how many characters at the most
   * @throws PlatformUnavailable if whoever knows gives no usable answer
   */
  Optional<String> of(String task, int most);

  /**
   * As {@link #last}, of a task that was heard of then or later; empty if there was none.
   *
   * @param app the app's id
   * @param since when, by the platform's clocks
   * @param most how many characters at the most
   * @throws PlatformUnavailable if whoever knows gives no usable answer
   */
  String since(String app, Instant since, int most);

  /**
   * The last of what an app's newest task has printed; a sentence that says why if it cannot be
   * had, such as when its machine is gone.
   *
   * @param app the app's id
   * @param most how many characters at the most
   * @throws PlatformUnavailable if whoever knows gives no usable answer
   */
  String last(String app, int most);
}
