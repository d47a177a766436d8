package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.web.client.RestClient;

/**
 * One advisory that concerns every service of a population, posted by Ops; owners answer it by
 * REST, each as themselves.
 */
final class Rollout {

  private static final int OWNERS_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final String QUIET =
      "select (select count(*) from outbox_mail where state = 'WAITING' and next_attempt_at <= now())"
          + " + (select count(*) from approval where ended_at is null)";

  private final DeskUnderLoad desk;
  private final List<Population.Member> communities;
  private final int patch;
  private final Latencies answers = new Latencies();
  private UUID id;

  private Rollout(DeskUnderLoad desk, List<Population.Member> communities, int patch) {
    this.desk = desk;
    this.communities = communities;
    this.patch = patch;
  }

  /**
   * From the advisory until nothing is left to be done.
   *
   * @param patch the last number of the version that ends the problem
   */
  static Rollout run(DeskUnderLoad desk, Population population, int patch) {
    Rollout rollout = new Rollout(desk, population.communities(), patch);
    rollout.begin();
    rollout.answerUntilItIsOver();
    Waiting.until(
        "mails and approvals are done with",
        Duration.ofMinutes(10),
        () -> desk.jdbc().queryForObject(QUIET, Long.class) == 0);
    return rollout;
  }

  /** What an owner waits for their answer to be taken. */
  Latencies.Summary answers() {
    return answers.summary();
  }

  private void begin() {
    JsonNode started = desk.caller("ops", "ops").post("/api/advisories?exploited=true", advisory());
    id = UUID.fromString(started.path("id").asText());
  }

  private String advisory() {
    return """
        {"schema_version": "1.7.0", "id": "CVE-2026-%d", "modified": "2026-03-01T12:00:00Z",
         "summary": "WordPress runs what visitors send", "details": "Whoever asks gets a shell.",
         "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
         "affected": [{"package": {"ecosystem": "WordPress", "name": "WordPress"},
          "ranges": [{"type": "ECOSYSTEM",
           "events": [{"introduced": "6.0"}, {"fixed": "6.8.%d"}]}]}]}
        """
        .formatted(1000 + patch, patch);
  }

  /** Owners answer as soon as they are asked, a few of them at the same moment. */
  private void answerUntilItIsOver() {
    ExecutorService owners =
        Executors.newFixedThreadPool(
            OWNERS_AT_ONCE, work -> new Thread(work, ThreadCpu.CALLER + "owner"));
    List<Future<?>> answering = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    Timestamp[] seen = {new Timestamp(0)};
    try {
      Waiting.until(
          "the rollout ends",
          PATIENCE,
          () -> {
            desk.jdbc()
                .query(
                    "select id, community, created_at from approval where subject like ? and"
                        + " managed_by = 'community' and state = 'ASKED' and created_at >= ?"
                        + " order by created_at limit 200",
                    row -> {
                      String approval = row.getString(1);
                      String community = row.getString(2);
                      seen[0] = row.getTimestamp(3);
                      if (asked.add(approval)) {
                        answering.add(owners.submit(() -> answer(approval, community)));
                      }
                    },
                    "rollout/" + id + "%",
                    seen[0]);
            return desk.jdbc()
                .queryForObject(
                    "select ended_at is not null or state in ('HALTED', 'NOTED')"
                        + " from rollout where id = ?",
                    Boolean.class,
                    id);
          });
      for (Future<?> one : answering) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      owners.shutdown();
    }
  }

  private void answer(String approval, String community) {
    Caller owner = desk.caller("owner-0@" + community + ".test", Population.PASSWORD);
    answers.time(
        () -> owner.post("/api/approvals/" + approval + "/answers", "{\"answer\": \"go\"}"));
  }

  /**
   * That every service was updated exactly once, and every owner's word counted.
   *
   * @param all this and those before it
   */
  void check(List<Rollout> all) {
    JsonNode view = desk.caller("ops", "ops").get("/api/rollouts/" + id);
    int services = communities.size() * Population.SERVICES_EACH;
    assertThat(view.path("state").asText()).as("%s", view).isEqualTo("completed");
    assertThat(view.path("services").path("updated").asInt()).isEqualTo(services);
    assertThat(
            count("select count(*) from approval where subject like ? and state <> 'CARRIED_OUT'"))
        .as("approvals that did not come to their end")
        .isZero();
    assertThat(
            count(
                "select count(*) from approval where subject like ?"
                    + " and managed_by = 'community' and choice = 'GO'"))
        .as("owners' answers that counted")
        .isEqualTo(communities.size());
    assertThat(desk.bean(ManagementService.class).createJobQuery().noRetriesLeft().count())
        .as("failed jobs")
        .isZero();
    String marathon = desk.setting("desk.hosting.marathon.url");
    RestClient platform = RestClient.create(marathon);
    for (Population.Member community : communities) {
      long rollouts = all.stream().filter(one -> one.communities.contains(community)).count();
      for (Population.Site site : community.sites()) {
        JsonNode versions =
            platform
                .get()
                .uri("/v2/apps" + site.app() + "/versions")
                .retrieve()
                .body(JsonNode.class);
        assertThat(versions.path("versions").size())
            .as("versions of %s: one to begin with, one for each rollout", site.id())
            .isEqualTo((int) rollouts + 1);
      }
    }
  }

  private long count(String query) {
    return desk.jdbc().queryForObject(query, Long.class, "rollout/" + id + "%");
  }
}
