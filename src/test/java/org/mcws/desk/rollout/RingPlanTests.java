package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.rollout.RingPlan.Candidate;

class RingPlanTests {

  private static final UUID ROLLOUT = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final RingPolicy POLICY =
      new RingPolicy(
          3,
          List.of(10, 50, 100),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          1,
          2,
          0.1,
          1,
          Duration.ZERO,
          "R/PT1H");

  @Test
  void ringsGrowByTheShareOfAll() {
    assertThat(sizes(candidates(100, 50))).isEqualTo(Map.of(1, 3L, 2, 7L, 3, 40L, 4, 50L));
  }

  @Test
  void canariesAreWhatOpsManage() {
    Map<String, Integer> rings = RingPlan.of(ROLLOUT, candidates(100, 2), POLICY, 0);
    assertThat(rings.entrySet().stream().filter(e -> e.getValue() == 1).map(Map.Entry::getKey))
        .hasSize(3)
        .contains("s0", "s1");
  }

  @Test
  void fewServicesHaveFewRingsAndNoneIsEmpty() {
    assertThat(sizes(candidates(1, 0))).isEqualTo(Map.of(1, 1L));
    assertThat(sizes(candidates(2, 0))).isEqualTo(Map.of(1, 1L, 2, 1L));
    assertThat(sizes(candidates(5, 0))).isEqualTo(Map.of(1, 1L, 2, 2L, 3, 2L));
  }

  @Test
  void itIsTheSameEachTimeAndAnotherForAnotherRollout() {
    List<Candidate> candidates = candidates(40, 0);
    Map<String, Integer> once = RingPlan.of(ROLLOUT, candidates, POLICY, 0);
    assertThat(RingPlan.of(ROLLOUT, candidates, POLICY, 0)).isEqualTo(once);
    assertThat(RingPlan.of(UUID.randomUUID(), candidates, POLICY, 0)).isNotEqualTo(once);
  }

  @Test
  void whatIsAddedLaterHasRingsAfterThoseThatAreThere() {
    assertThat(
            RingPlan.of(ROLLOUT, candidates(5, 0), POLICY, 4).values().stream().distinct().sorted())
        .containsExactly(5, 6, 7);
  }

  private static Map<Integer, Long> sizes(List<Candidate> candidates) {
    return RingPlan.of(ROLLOUT, candidates, POLICY, 0).values().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static List<Candidate> candidates(int all, int ofOps) {
    return IntStream.range(0, all).mapToObj(i -> new Candidate("s" + i, i < ofOps)).toList();
  }
}
