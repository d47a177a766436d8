package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in words why tasks wait in Marathon's launch queue ({@code GET /v2/queue}). */
final class QueueReader {

  /** Marathon's NoOfferMatchReason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "InsufficientCpus", "no machine has enough processor left",
          "InsufficientMemory", "no machine has enough memory left",
          "InsufficientDisk", "no machine has enough disk left",
          "InsufficientGpus", "no machine has the graphics processor it asks for",
          "InsufficientPorts", "no machine has the ports it asks for",
          "UnfulfilledRole", "no machine offers resources for its role",
          "UnfulfilledConstraint", "no machine meets its constraints",
          "NoCorrespondingReservationFound", "no machine holds its reservation",
          "DeclinedScarceResources", "the machines left are kept for apps with special needs");

  private QueueReader() {}

  static Optional<String> waitingFor(JsonNode queue, String appId) {
    return entry(queue, appId).flatMap(QueueReader::waitingFor);
  }

  /** For how long Marathon still puts off an app's next task, since one has ended. */
  static Optional<Duration> delay(JsonNode queue, String appId) {
    return entry(queue, appId)
        .filter(QueueReader::isDelayed)
        .map(entry -> Duration.ofSeconds(entry.path("delay").path("timeLeftSeconds").asLong()));
  }

  private static Optional<JsonNode> entry(JsonNode queue, String appId) {
    for (JsonNode entry : queue.path("queue")) {
      if (entry.path("app").path("id").asText().equals(appId)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static boolean isDelayed(JsonNode entry) {
    JsonNode delay = entry.path("delay");
    return !delay.path("overdue").asBoolean(true) && delay.path("timeLeftSeconds").asLong() > 0;
  }

  private static Optional<String> waitingFor(JsonNode entry) {
    Set<String> reasons = new LinkedHashSet<>();
    for (JsonNode reject : entry.path("processedOffersSummary").path("rejectSummaryLastOffers")) {
      if (reject.path("declined").asInt() > 0) {
        reasons.add(reject.path("reason").asText());
      }
    }
    // DC/OS lists the offers one by one.
    for (JsonNode offer : entry.path("declinedOffers").path("offers")) {
      offer.path("unmatchedResource").forEach(reason -> reasons.add(reason.asText()));
    }
    if (!reasons.isEmpty()) {
      return Optional.of(
          reasons.stream()
              .map(reason -> reason + ": " + REASONS.getOrDefault(reason, "offers are declined"))
              .collect(Collectors.joining("; ")));
    }
    if (isDelayed(entry)) {
      return Optional.of(
          "Backoff: its tasks failed, so the next one starts only in "
              + entry.path("delay").path("timeLeftSeconds").asLong()
              + " s");
    }
    return Optional.empty();
  }
}
