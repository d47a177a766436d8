package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every decision must have, read from the models alone. */
class DecisionsTests {

  static Stream<Path> decisions() throws IOException {
    return ModelsTests.filesIn("processes", ".dmn");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aDecisionIsNamedLikeItsFileAndItsHistoryEnds(Path file) {
    Collection<Decision> decisions =
        Dmn.readModelFromFile(file.toFile()).getModelElementsByType(Decision.class);

    assertThat(decisions).extracting(Decision::getId).contains(ModelsTests.nameOf(file));
    assertThat(decisions)
        .allSatisfy(
            decision -> {
              assertThat(decision.getName()).as("name of %s", decision.getId()).isNotBlank();
              assertThat(decision.getCamundaHistoryTimeToLiveString())
                  .as("historyTimeToLive of %s", decision.getId())
                  .isNotBlank();
            });
  }
}
