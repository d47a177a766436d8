package org.mcws.desk.benchmark;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What instances have gone through: from the engine's history, and from the statements that made
 * jobs, since jobs that succeed leave no trace.
 *
 * @param asyncJobs jobs that ran and were no timers
 * @param firedTimers timers that went off
 * @param jobs jobs that were made, timers that never went off included
 * @param userTasks tasks for people
 * @param messages waits for a message
 * @param steps service and send tasks
 * @param gateways gateways with several ways
 */
record Trace(
    long asyncJobs,
    long firedTimers,
    long jobs,
    long userTasks,
    long messages,
    long steps,
    long gateways) {

  private static final String READ =
      """
      select
        (select count(*) from act_hi_actinst where act_type_ in ('intermediateTimer', 'boundaryTimer')
          and end_time_ is not null and act_inst_state_ <> 2) as fired,
        (select count(*) from act_hi_taskinst) as user_tasks,
        (select count(*) from act_hi_actinst where act_type_ = 'intermediateMessageCatch') as messages,
        (select count(*) from act_hi_actinst where act_type_ in ('serviceTask', 'sendTask')) as steps,
        (select count(*) from act_hi_actinst where act_type_ = 'exclusiveGateway') as gateways
      """;

  /** Jobs are counted since the last {@link Database#forgetStatements}. */
  static Trace of(Database database, JdbcTemplate desk) {
    // Only a timer can be repeated.
    long timers = database.calls("insert into ACT_RU_JOB%REPEAT%");
    long jobs = database.calls("insert into ACT_RU_JOB%");
    return desk.queryForObject(
        READ,
        (row, number) ->
            new Trace(
                jobs - timers,
                row.getLong("fired"),
                jobs,
                row.getLong("user_tasks"),
                row.getLong("messages"),
                row.getLong("steps"),
                row.getLong("gateways")));
  }

  Trace minus(Trace before) {
    return new Trace(
        asyncJobs - before.asyncJobs,
        firedTimers - before.firedTimers,
        jobs - before.jobs,
        userTasks - before.userTasks,
        messages - before.messages,
        steps - before.steps,
        gateways - before.gateways);
  }

  Table table(int services) {
    return new Table(
            "What the engine did for each service",
            "jobs that ran",
            "timers that went off",
            "jobs and timers made",
            "user tasks",
            "waits for messages",
            "service and send tasks",
            "gateways")
        .row(
            each(asyncJobs, services),
            each(firedTimers, services),
            each(jobs, services),
            each(userTasks, services),
            each(messages, services),
            each(steps, services),
            each(gateways, services));
  }

  private static double each(long count, int services) {
    return (double) count / services;
  }

  /** The same work in one process that does nothing, one for each of so many. */
  Shape shape(int instances) {
    int async = round(asyncJobs, instances);
    int timers = round(firedTimers, instances);
    int tasks = round(userTasks, instances);
    return new Shape(
        async,
        Math.max(0, round(steps, instances) - async),
        round(gateways, instances),
        tasks,
        Math.min(tasks, Math.max(0, round(jobs, instances) - async - timers)),
        timers,
        round(messages, instances));
  }

  private static int round(long count, int instances) {
    return (int) Math.round((double) count / instances);
  }
}
