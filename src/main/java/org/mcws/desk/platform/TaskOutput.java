package org.mcws.desk.platform;

/** What the tasks of apps have printed, as the machines keep it on which they ran. */
public interface TaskOutput {

  /**
   * The last of what an app's newest task has printed, or the one before while that has printed
   * nothing; a sentence that says why if it cannot be had, such as when its machine is gone.
   *
   * @param app the app's id
   * @param most how many characters at the most
   * @throws PlatformUnavailable if whoever knows gives no usable answer
   */
  String last(String app, int most);
}
