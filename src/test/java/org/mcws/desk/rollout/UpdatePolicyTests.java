package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How urgent which update is, line by line of the table. */
class UpdatePolicyTests {

  private static final DmnEngine ENGINE =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # exposed, exploited, automatable, total, cvss, fix, managedBy, class
          true,  true,  true,  false, 5.0, true,  community, R1
          true,  true,  false, true,  5.0, true,  ops,       R1
          true,  true,  false, false, 5.0, false, community, R1
          true,  true,  true,  false,    , false, community, R1
          true,  false, true,  true,  9.8, false, ops,       R3
          false, true,  true,  true,  9.8, false, ops,       R3
          true,  true,  false, false,    , true,  community, R2
          false, true,  true,  false,    , true,  community, R2
          false, true,  false, true,     , true,  community, R2
          false, false, true,  true,  9.8, true,  community, R2
          true,  false, false, true,  8.0, true,  community, R2
          true,  false, true,  false, 7.0, true,  community, R2
          true,  false, true,  false, 6.9, true,  ops,       R2
          true,  false, true,  false, 6.9, true,  community, R3
          true,  false, true,  false, 3.9, true,  ops,       R4
          false, true,  false, false, 2.0, true,  community, R3
          false, false, false, true,  2.0, true,  community, R3
          false, false, true,  false, 4.0, true,  community, R3
          true,  false, false, false, 4.0, true,  community, R3
          true,  false, false, false, 3.9, true,  community, R4
          false, false, false, false, 7.0, true,  community, R3
          false, false, false, false, 6.9, true,  community, R4
          false, false, false, false,    , true,  ops,       R3
          """)
  void aServiceIsAsUrgentAsItsSignalsSay(
      boolean exposed,
      boolean exploited,
      boolean automatable,
      boolean totalControl,
      Double cvss,
      boolean fixAvailable,
      String managedBy,
      String riskClass)
      throws IOException {
    Map<String, Object> signals = new HashMap<>();
    signals.put("exposed", exposed);
    signals.put("exploited", exploited);
    signals.put("automatable", automatable);
    signals.put("totalControl", totalControl);
    signals.put("cvss", cvss);
    signals.put("fixAvailable", fixAvailable);
    signals.put("managedBy", managedBy);
    assertThat(evaluate("update-policy", signals).get("riskClass")).isEqualTo(riskClass);
  }

  @ParameterizedTest
  @CsvSource({"R1, PT30M, P3D", "R2, PT4H, P7D", "R3, PT24H, P30D", "R4, P7D, P90D"})
  void ringsAreWatchedAndDoneInTheTimeOfTheirClass(String riskClass, String bake, String within)
      throws IOException {
    Map<String, Object> rings = evaluate("rollout-rings", Map.of("riskClass", riskClass));
    assertThat(rings).containsEntry("bake", bake).containsEntry("finishWithin", within);
    assertThat(rings.get("rings").toString()).endsWith(",100");
    assertThat(rings).containsEntry("haltFailures", 2).containsEntry("haltShare", 0.1);
  }

  private static Map<String, Object> evaluate(String decision, Map<String, Object> input)
      throws IOException {
    try (InputStream model = Files.newInputStream(Path.of("processes", decision + ".dmn"))) {
      return ENGINE
          .evaluateDecisionTable(ENGINE.parseDecision(decision, model), input)
          .getSingleResult()
          .getEntryMap();
    }
  }
}
