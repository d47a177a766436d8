package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.FailedJobs.FailedJob;
import org.springframework.beans.factory.annotation.Autowired;

/** Which steps have failed for good. */
@DeskTest
class FailedJobsIT {

  @Autowired private FailedJobs failures;
  @Autowired private RepositoryService repository;
  @Autowired private RuntimeService runtime;
  @Autowired private ManagementService management;

  private String deployment;

  @BeforeEach
  void deploy() {
    deployment =
        repository
            .createDeployment()
            .addModelInstance(
                "plant.bpmn",
                Bpmn.createExecutableProcess("plant")
                    .name("Plant a tree")
                    .camundaHistoryTimeToLive(1)
                    .startEvent()
                    .serviceTask("serviceTask_dig")
                    .name("Dig a hole")
                    .camundaAsyncBefore()
                    .camundaDelegateExpression("${testStep}")
                    .endEvent()
                    .done())
            .addModelInstance(
                "grove.bpmn",
                Bpmn.createExecutableProcess("grove")
                    .name("Plant a grove")
                    .camundaHistoryTimeToLive(1)
                    .startEvent()
                    .callActivity("call_plant")
                    .calledElement("plant")
                    .camundaIn("how", "how")
                    .camundaIn("community", "community")
                    .endEvent()
                    .done())
            .deploy()
            .getId();
  }

  @AfterEach
  void tidy() {
    repository.deleteDeployment(deployment, true);
  }

  @Test
  void aStepThatHasNoTryLeftIsToldInWords() {
    long before = failures.count();
    String instance = start("plant", "oak-1");
    assertThat(failures.count()).as("it still has tries").isEqualTo(before);
    fail(instance);

    assertThat(failures.count()).isEqualTo(before + 1);
    FailedJob newest = failures.newest(1).get(0);
    assertThat(newest)
        .extracting(
            FailedJob::processInstanceId,
            FailedJob::process,
            FailedJob::businessKey,
            FailedJob::step)
        .containsExactly(instance, "Plant a tree", "oak-1", "Dig a hole");
    assertThat(newest.message()).contains("Marathon gave no answer");
  }

  @Test
  void aFailureIsCountedWhereItHappenedOnly() {
    long before = failures.count();
    String grove = start("grove", "grove-1");
    String plant =
        runtime.createProcessInstanceQuery().superProcessInstanceId(grove).singleResult().getId();
    fail(plant);

    assertThat(runtime.createIncidentQuery().processInstanceId(grove).count()).isEqualTo(1);
    assertThat(failures.count()).isEqualTo(before + 1);
    assertThat(failures.newest(2))
        .extracting(FailedJob::processInstanceId)
        .contains(plant)
        .doesNotContain(grove);
  }

  @Test
  void onlySoManyAreRead() {
    for (String key : List.of("a", "b", "c")) {
      fail(start("plant", key));
    }
    assertThat(failures.newest(2)).hasSize(2);
  }

  private String start(String process, String key) {
    return runtime
        .startProcessInstanceByKey(process, key, Map.of("how", "down", "community", "tests"))
        .getId();
  }

  /** Its job fails, and the tries that it has left are taken from it. */
  private void fail(String instance) {
    Job job = management.createJobQuery().processInstanceId(instance).singleResult();
    assertThatThrownBy(() -> management.executeJob(job.getId())).isNotNull();
    management.setJobRetries(job.getId(), 0);
  }
}
