package org.mcws.desk.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * An owner who says go to whatever the community is asked, by the desk's API, and tries again for
 * as long as the desk does not answer: nobody tells a person whether it died before or after it
 * took an answer down.
 *
 * @param desk the owner, logged in
 * @param ready when the owner makes up their mind about an approval
 */
record AnsweringOwner(Caller desk, Predicate<JsonNode> ready) implements Runnable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String GO = "{\"answer\":\"go\"}";

  /** Until the question and the notice are answered. */
  @Override
  public void run() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .ignoreException(UncheckedIOException.class)
        .until(this::haveAnsweredBoth);
  }

  private boolean haveAnsweredBoth() {
    JsonNode all = desk.get("/api/approvals?size=100").json().path("items");
    List<JsonNode> asked =
        StreamSupport.stream(all.spliterator(), false)
            .filter(approval -> approval.path("state").asText().equals("asked"))
            .toList();
    asked.stream().filter(ready).forEach(this::answer);
    return all.size() == 2 && asked.isEmpty();
  }

  private void answer(JsonNode approval) {
    String id = approval.path("id").asText();
    desk.with("Idempotency-Key", "go-" + id).post("/api/approvals/" + id + "/answers", GO);
  }
}
