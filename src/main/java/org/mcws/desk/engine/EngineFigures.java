package org.mcws.desk.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The engine's state as figures for Prometheus. Asked of the database at most every 15 seconds,
 * however often they are scraped. The groupings are read from the engine's tables because its API
 * can count only one process at a time.
 */
@Component
class EngineFigures implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(EngineFigures.class);
  private static final String RUNNING =
      "select proc_def_key_, count(*) from act_hi_procinst where end_time_ is null group by 1";
  private static final String TASKS =
      "select d.key_, count(*) from act_ru_task t join act_re_procdef d on d.id_ = t.proc_def_id_"
          + " group by 1";
  private static final String INCIDENTS =
      "select incident_type_, count(*) from act_ru_incident group by 1";
  private static final String OLDEST_JOB =
      "select min(coalesce(duedate_, create_time_)) from act_ru_job"
          + " where retries_ > 0 and suspension_state_ = 1 and lock_exp_time_ is null"
          + " and (duedate_ is null or duedate_ <= ?)";
  private static final String OLDEST_LEFTOVER =
      "select min(removal_time_) from act_hi_procinst where removal_time_ <= ?";

  private final ManagementService management;
  private final JdbcTemplate database;
  private final Clock clock;
  private final Map<String, Double> numbers = new ConcurrentHashMap<>();
  private MultiGauge running;
  private MultiGauge tasks;
  private MultiGauge incidents;

  EngineFigures(ManagementService management, JdbcTemplate database, Clock clock) {
    this.management = management;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    gauge(registry, "desk.engine.jobs.executable", "Jobs that could run now");
    gauge(registry, "desk.engine.jobs.failed", "Jobs without tries left; each waits for Ops");
    Gauge.builder("desk.engine.jobs.lag", () -> number("desk.engine.jobs.lag"))
        .description("How long the oldest due job has been waiting")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("desk.engine.history.lag", () -> number("desk.engine.history.lag"))
        .description("How long the oldest history is past its time to be removed")
        .baseUnit("seconds")
        .register(registry);
    running =
        MultiGauge.builder("desk.engine.instances")
            .description("Running instances by process")
            .register(registry);
    tasks =
        MultiGauge.builder("desk.engine.tasks")
            .description("Open tasks by process")
            .register(registry);
    incidents =
        MultiGauge.builder("desk.engine.incidents")
            .description("Open incidents by type")
            .register(registry);
  }

  @Scheduled(fixedDelayString = "PT15S")
  synchronized void look() {
    if (running == null) {
      return;
    }
    try {
      count("desk.engine.jobs.executable", () -> management.createJobQuery().executable().count());
      count("desk.engine.jobs.failed", () -> management.createJobQuery().noRetriesLeft().count());
      numbers.put("desk.engine.jobs.lag", secondsSince(OLDEST_JOB));
      numbers.put("desk.engine.history.lag", secondsSince(OLDEST_LEFTOVER));
      running.register(rows("process", RUNNING), true);
      tasks.register(rows("process", TASKS), true);
      incidents.register(rows("type", INCIDENTS), true);
    } catch (DataAccessException e) {
      LOG.warn("The engine's figures cannot be read: {}", e.getMessage());
    }
  }

  private void gauge(MeterRegistry registry, String name, String description) {
    Gauge.builder(name, () -> number(name)).description(description).register(registry);
  }

  private double number(String name) {
    return numbers.getOrDefault(name, Double.NaN);
  }

  private void count(String name, Supplier<Long> count) {
    numbers.put(name, count.get().doubleValue());
  }

  private double secondsSince(String query) {
    Instant now = clock.instant();
    Timestamp oldest = database.queryForObject(query, Timestamp.class, Timestamp.from(now));
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest.toInstant(), now).toSeconds());
  }

  private List<Row<?>> rows(String tag, String query) {
    return database.query(
        query, (row, number) -> Row.of(Tags.of(tag, row.getString(1)), row.getLong(2)));
  }
}
