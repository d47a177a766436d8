package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Work that is right whatever others do in the same moment. */
@ProcessTest
class PatientTransactionTests {

  private static final String MORE = "more";

  /** Each message adds a task within, of which the outermost execution does not change. */
  private static final BpmnModelInstance MODEL =
      Bpmn.createExecutableProcess("growing")
          .camundaHistoryTimeToLive(1)
          .startEvent()
          .subProcess()
          .embeddedSubProcess()
          .startEvent()
          .userTask("userTask_wait")
          .endEvent()
          .moveToActivity("userTask_wait")
          .boundaryEvent("event_more")
          .cancelActivity(false)
          .message(MORE)
          .userTask("userTask_more")
          .endEvent()
          .subProcessDone()
          .endEvent()
          .done();

  @Autowired private PatientTransaction patient;
  @Autowired private RuntimeService runtime;
  @Autowired private RepositoryService repository;
  @Autowired private ProcessEngineConfigurationImpl engine;

  private String deployment;

  @BeforeEach
  void deploy() {
    deployment =
        repository.createDeployment().addModelInstance("growing.bpmn", MODEL).deploy().getId();
  }

  @AfterEach
  void remove() {
    repository.deleteDeployment(deployment, true);
  }

  @Test
  void anInstanceThatGrowsWhileItIsDeletedIsDeletedAllTheSame() {
    String instance =
        runtime.startProcessInstanceByKey("growing", Map.of("community", "growing")).getId();
    grow(instance);
    AtomicInteger tries = new AtomicInteger();
    patient.run(
        () ->
            engine
                .getCommandExecutorTxRequired()
                .execute(
                    command -> {
                      runtime.deleteProcessInstance(instance, "it is over");
                      // The engine has read what is there, and has not written yet.
                      if (tries.incrementAndGet() == 1) {
                        CompletableFuture.runAsync(() -> grow(instance)).join();
                      }
                      return null;
                    }));
    assertThat(tries).hasValue(2);
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance).count()).isZero();
  }

  private void grow(String instance) {
    runtime.createMessageCorrelation(MORE).processInstanceId(instance).correlate();
  }
}
