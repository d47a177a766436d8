package org.mcws.desk.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Steps of processes that have failed until no try was left, and now wait for Ops. A failure is
 * counted where it happened, and not again in each process that called that one. Read from the
 * engine's tables because its API knows no newest ones.
 */
@Repository
@Transactional(readOnly = true)
public class FailedJobs {

  private static final String ROOT = " from act_ru_incident i where i.id_ = i.cause_incident_id_";

  private static final String NEWEST =
      """
      select i.proc_inst_id_, i.proc_def_id_, i.activity_id_,
             left(i.incident_msg_, 500) as message,
             i.incident_timestamp_, coalesce(d.name_, d.key_) as process, h.business_key_
        from act_ru_incident i
        join act_re_procdef d on d.id_ = i.proc_def_id_
        left join act_hi_procinst h on h.proc_inst_id_ = i.proc_inst_id_
       where i.id_ = i.cause_incident_id_
       order by i.incident_timestamp_ desc, i.id_
       limit :most
      """;

  private final JdbcClient database;
  private final RepositoryService models;

  FailedJobs(JdbcClient database, RepositoryService models) {
    this.database = database;
    this.models = models;
  }

  /** How many there are. */
  public long count() {
    return database.sql("select count(*)" + ROOT).query(Long.class).single();
  }

  /** The newest, at most so many. */
  public List<FailedJob> newest(int most) {
    return database.sql(NEWEST).param("most", most).query((row, n) -> job(row)).list();
  }

  private FailedJob job(ResultSet row) throws SQLException {
    String activity = row.getString("activity_id_");
    Timestamp at = row.getTimestamp("incident_timestamp_");
    return new FailedJob(
        row.getString("proc_inst_id_"),
        row.getString("process"),
        row.getString("business_key_"),
        name(row.getString("proc_def_id_"), activity).orElse(activity),
        Optional.ofNullable(row.getString("message")).orElse(""),
        at.toInstant());
  }

  /** What the model calls the step; the engine keeps the models that it works with in memory. */
  private Optional<String> name(String definition, String activity) {
    return activity == null
        ? Optional.empty()
        : Optional.ofNullable(
                models.getBpmnModelInstance(definition).<FlowElement>getModelElementById(activity))
            .map(FlowElement::getName);
  }

  /**
   * A step that has failed.
   *
   * @param processInstanceId in which it did
   * @param process what the model is called
   * @param businessKey what the instance is about; null if it has no key
   * @param step what the model calls it
   * @param message why, its first 500 characters; empty if the engine knows nothing
   * @param at since when nobody tries any more
   */
  public record FailedJob(
      String processInstanceId,
      String process,
      String businessKey,
      String step,
      String message,
      Instant at) {}
}
