package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.RepeatedTest;
import org.mcws.desk.engine.Door.Answer;

/** Two owners answer at the same instant: one decides, and the other hears of it. */
class ApprovalRaceTests extends ApprovalStage {

  @RepeatedTest(3)
  void ofTwoEqualAnswersOneDecidesAndOneAgrees() throws Exception {
    Case one = ask(newGroup(), "R3");
    List<Answer> answers =
        together(
            () -> answer(one, one.group().ana(), Map.of("answer", "go")),
            () -> answer(one, one.group().ben(), Map.of("answer", "go")));
    assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
    assertThat(answers)
        .extracting(answer -> answer.json().path("effect").asText())
        .containsExactlyInAnyOrder("decided", "agreed");
    assertThat(state(one)).isEqualTo("goSoon");
  }

  @RepeatedTest(3)
  void ofTwoDifferentAnswersOneDecidesAndTheOtherContradictsIt() throws Exception {
    Case one = ask(newGroup(), "R3");
    var page = open(letters.to(one.group().ben(), "Go or no-go").link());
    Map<String, String> go =
        new HashMap<>(Map.of("answer", "go", "code", code(letters.to(one.group().ben(), "Go or"))));
    List<Answer> answers =
        together(
            () -> answer(one, one.group().ana(), Map.of("answer", "wait", "until", inDays(3) + "")),
            () -> send(page, go));
    assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
    assertThat(state(one)).isEqualTo("contradicted");
    assertThat(show(one).path("answers").findValuesAsText("effect"))
        .containsExactly("decided", "contradicted");
  }

  @RepeatedTest(3)
  void whoIsLateInTasklistIsToldWhatWasDecided() throws Exception {
    Case one = ask(newGroup(), "R3");
    Task task = ownersTask(one);
    List<Answer> answers =
        together(
            () -> submit(one.group().ana(), task, Map.of("answer", "go")),
            () -> submit(one.group().ben(), task, Map.of("answer", "noGo", "reason", "Feast")));
    assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 204)
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.status()).as(answer.text()).isIn(400, 404, 500);
              assertThat(answer.status()).as(answer.text()).isNotEqualTo(500);
            });
    assertThat(show(one).path("answers")).hasSize(1);
  }

  @SafeVarargs
  private static List<Answer> together(Callable<Answer>... calls) throws Exception {
    CyclicBarrier gun = new CyclicBarrier(calls.length);
    ExecutorService all = Executors.newFixedThreadPool(calls.length);
    try {
      List<Future<Answer>> futures = new ArrayList<>();
      for (Callable<Answer> call : calls) {
        futures.add(
            all.submit(
                () -> {
                  gun.await();
                  return call.call();
                }));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      all.shutdownNow();
    }
  }
}
