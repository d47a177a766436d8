package org.mcws.desk.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which service is in which ring: canaries first, managed by Ops if there are any, then more and
 * more. The order within is by chance, but the same each time, so that it is not always the same
 * services that go first and a repeated step plans the same.
 */
final class RingPlan {

  private static final int WHOLE = 100;
  private static final int CANARY_PART = 10;

  private RingPlan() {}

  /** What the plan needs to know of a service. */
  record Candidate(String service, boolean managedByOps) {}

  /**
   * @param before how many rings there are already
   * @return each service's ring; every ring has at least one
   */
  static Map<String, Integer> of(
      UUID rollout, List<Candidate> candidates, RingPolicy policy, int before) {
    List<Candidate> order = new ArrayList<>(candidates);
    order.sort(Comparator.comparing(candidate -> chance(rollout, candidate.service())));
    int canaries = Math.min(policy.canary(), share(order.size(), CANARY_PART));
    List<Candidate> rest = new ArrayList<>(order);
    List<Candidate> first =
        order.stream()
            .sorted(Comparator.comparing(candidate -> !candidate.managedByOps()))
            .limit(canaries)
            .toList();
    rest.removeAll(first);

    Map<String, Integer> rings = new LinkedHashMap<>();
    first.forEach(candidate -> rings.put(candidate.service(), before + 1));
    int ring = before + 1;
    int placed = first.size();
    for (int percent : policy.rings()) {
      int end = percent >= WHOLE ? order.size() : share(order.size(), percent);
      if (end > placed) {
        ring++;
        for (Candidate candidate : rest.subList(placed - first.size(), end - first.size())) {
          rings.put(candidate.service(), ring);
        }
        placed = end;
      }
    }
    return rings;
  }

  /** As many of all as the percentage says, and one at least. */
  private static int share(int all, int percent) {
    return (all * percent + WHOLE - 1) / WHOLE;
  }

  private static UUID chance(UUID rollout, String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(2 * Long.BYTES + name.length)
            .putLong(rollout.getMostSignificantBits())
            .putLong(rollout.getLeastSignificantBits())
            .put(name)
            .array());
  }
}
