package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** How the engine of this desk behaves where its defaults would hurt. */
@DeskTest
class EngineIT {

  @Autowired private RuntimeService runtime;
  @Autowired private RepositoryService repository;
  @Autowired private ManagementService management;
  @Autowired private HistoryService history;
  @Autowired private ProcessEngineConfiguration configuration;
  @Autowired private Clock clock;
  @Autowired private EngineFigures figures;
  @Autowired private Door door;
  @Autowired private JdbcTemplate database;
  @Autowired private TransactionTemplate transaction;

  private String deployment;

  @BeforeEach
  void deploy() {
    deployment =
        repository.createDeployment().addClasspathResource("engine/steps.bpmn").deploy().getId();
  }

  @AfterEach
  void tidy() {
    ClockUtil.reset();
    repository.deleteDeployment(deployment, true);
  }

  @Test
  void aRefusalBecomesTheErrorThatTheModelHandles() {
    String instance = start("steps", "refused");
    management.executeJob(job(instance).getId());
    assertThat(ended(instance)).contains("refused");
    assertThat(
            history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName("why")
                .singleResult()
                .getValue())
        .isEqualTo("The name is taken; choose another.");
  }

  @Test
  void anErrorThatNobodyHandlesFailsInsteadOfEndingTheInstance() {
    String instance = start("steps", "unknown");
    assertThatThrownBy(() -> management.executeJob(job(instance).getId()))
        .hasMessageContaining("notDrawn");
    assertThat(ended(instance)).isEmpty();
  }

  @Test
  void aFailureIsTriedSevenTimesInHalfAnHourAndThenIsAnIncidentInWords() {
    String instance = start("steps", "down");
    Instant now = Instant.parse("2027-03-02T11:00:00Z");
    ClockUtil.setCurrentTime(Date.from(now));
    Set<Duration> gaps = new HashSet<>();
    for (int tries = 1; tries <= 6; tries++) {
      assertThatThrownBy(() -> management.executeJob(job(instance).getId())).isNotNull();
      assertThat(job(instance).getRetries()).as("after %d tries", tries).isEqualTo(7 - tries);
      gaps.add(Duration.between(now, job(instance).getDuedate().toInstant()));
      assertThat(runtime.createIncidentQuery().processInstanceId(instance).count()).isZero();
    }
    assertThat(gaps)
        .containsExactlyInAnyOrder(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15));
    assertThatThrownBy(() -> management.executeJob(job(instance).getId())).isNotNull();
    assertThat(
            runtime
                .createIncidentQuery()
                .processInstanceId(instance)
                .singleResult()
                .getIncidentMessage())
        .isEqualTo("Marathon gave no answer; look at its log.");
    figures.look();
    assertThat(door.get("ops", "/actuator/prometheus").text())
        .contains("desk_engine_incidents{type=\"failedJob\"}")
        .contains("desk_engine_instances{process=\"steps\"}")
        .containsPattern("desk_engine_jobs_failed [1-9]")
        .contains("desk_engine_jobs_lag_seconds", "desk_engine_history_lag_seconds");
  }

  @Test
  void aFailureWithoutWordsGetsSome() {
    String instance = start("steps", "silent");
    assertThatThrownBy(() -> management.executeJob(job(instance).getId())).isNotNull();
    assertThat(job(instance).getExceptionMessage()).contains("NullPointerException", "Report it");
  }

  @Test
  void modelsReachOnlyBeansThatAreMeantForThem() {
    String instance = start("curious", "now");
    assertThatThrownBy(() -> management.executeJob(job(instance).getId()))
        .hasMessageContaining("dataSource");
  }

  @Test
  void timersFollowTheDesksClockAndPace() {
    Instant now = Instant.parse("2030-01-01T12:00:00Z");
    ClockUtil.setCurrentTime(Date.from(now));
    assertThat(clock.instant()).isEqualTo(now);
    String instance = start("waiting", "now");
    assertThat(job(instance).getDuedate()).isEqualTo(Date.from(now.plus(Duration.ofDays(2))));
  }

  @Test
  void whatWasDueFirstIsDoneFirstAlsoByADeskThatWasAway() {
    String instance = start("impatient", "now");
    List<String> inOrder =
        Stream.of("hurriedStep", "tooLate").map(activity -> job(instance, activity)).toList();
    ClockUtil.offset(Duration.ofHours(1).toMillis());
    ProcessEngineConfigurationImpl engine = (ProcessEngineConfigurationImpl) configuration;
    List<List<String>> acquired =
        transaction.execute(
            status -> {
              // What other tests have left is not locked for them.
              status.setRollbackOnly();
              return engine
                  .getCommandExecutorTxRequired()
                  .execute(new AcquireJobsCmd(engine.getJobExecutor(), Integer.MAX_VALUE))
                  .getJobIdBatches();
            });
    assertThat(acquired).contains(inOrder);
  }

  @Test
  void historyKnowsFromTheStartWhenItMayGo() {
    String instance = start("waiting", "now");
    assertThat(
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getRemovalTime())
        .isNotNull();
    assertThat(history.findHistoryCleanupJobs()).isNotEmpty();
  }

  @Test
  void modelsAndFormsAreDeployedByTheirNamesInTheRepository() {
    repository.createDeploymentQuery().deploymentName("SpringAutoDeployment").list().stream()
        .flatMap(found -> repository.getDeploymentResourceNames(found.getId()).stream())
        .forEach(name -> assertThat(name).matches("(processes/.+\\.(bpmn|dmn)|forms/.+\\.form)"));
    assertThat(StableDeployment.name("jar:nested:/x/desk.jar/!BOOT-INF/classes/!/forms/a/b.form"))
        .isEqualTo("forms/a/b.form");
    assertThat(StableDeployment.name("file:/x/target/classes/processes/a.bpmn"))
        .isEqualTo("processes/a.bpmn");
  }

  @Test
  void theEngineSharesTheDesksTransaction() {
    transaction.executeWithoutResult(
        status -> {
          String instance = start("waiting", "now");
          assertThat(
                  database.queryForObject(
                      "select count(*) from act_ru_execution where id_ = ?", Long.class, instance))
              .isEqualTo(1);
          status.setRollbackOnly();
        });
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("waiting").count())
        .isZero();
  }

  @Test
  void theSettingsHaveReachedTheEngine() throws Exception {
    ProcessEngineConfigurationImpl engine = (ProcessEngineConfigurationImpl) configuration;
    assertThat(engine.getDefaultSerializationFormat()).isEqualTo("application/json");
    assertThat(engine.isCmmnEnabled()).isFalse();
    assertThat(engine.isStandaloneTasksEnabled()).isFalse();
    assertThat(engine.getDefaultUserPermissionNameForTask()).isEqualTo("TASK_WORK");
    assertThat(engine.isEnablePasswordPolicy()).isTrue();
    assertThat(engine.getQueryMaxResultsLimit()).isEqualTo(2000);
    assertThat(engine.getAuthorizationCheckRevokes()).isEqualTo("never");
    assertThat(engine.getDatabaseSchemaUpdate()).isEqualTo("false");
    try (Connection connection = engine.getDataSource().getConnection()) {
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  private String start(String process, String how) {
    return runtime
        .startProcessInstanceByKey(process, Map.of("how", how, "community", "tests"))
        .getId();
  }

  private String job(String instance, String activity) {
    return management
        .createJobQuery()
        .processInstanceId(instance)
        .activityId(activity)
        .singleResult()
        .getId();
  }

  private Job job(String instance) {
    return management.createJobQuery().processInstanceId(instance).singleResult();
  }

  private List<String> ended(String instance) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance)
        .finished()
        .list()
        .stream()
        .map(activity -> activity.getActivityId())
        .filter(id -> Set.of("end", "refused").contains(id))
        .toList();
  }
}
