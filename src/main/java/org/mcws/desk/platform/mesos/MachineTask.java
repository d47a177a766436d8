package org.mcws.desk.platform.mesos;

import java.util.Optional;

/**
 * Something that runs on a machine, or is about to.
 *
 * @param id the task's id
 * @param name what its framework calls it
 * @param framework the id of the framework that runs it
 * @param state Mesos' word, such as {@code TASK_RUNNING}
 * @param app the id of the app whose task it is, if its id is one that Marathon gives
 * @param resources what it uses
 */
public record MachineTask(
    String id,
    String name,
    String framework,
    String state,
    Optional<String> app,
    Resources resources) {}
