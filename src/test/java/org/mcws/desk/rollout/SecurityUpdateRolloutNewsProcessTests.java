package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.update.events.UpdateOutcome.Step;

/** What becomes known while a rollout is under way. */
class SecurityUpdateRolloutNewsProcessTests extends RolloutStage {

  private static final String LATER = "2027-03-02T00:00:00Z";

  @Test
  void aWithdrawnAdvisoryClosesWhatIsNotDone() {
    List<String> services = workers(community(), ManagedBy.COMMUNITY, "1.0.0", 3);
    String waiting = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory());
    database.update("update rollout set ring = 3 where id = ?", play.id());
    decide(play, services, Verdict.GO, "ana");
    tell(play, services.get(0), Step.BEGUN);
    tell(play, services.get(0), Step.UPDATED);
    tell(play, services.get(1), Step.BEGUN);
    assertThat(state(play, services.get(2))).isEqualTo("updating");

    Answer answer = post("ops", withdrawn(advisory()));
    assertThat(answer.header("Location")).isEqualTo("/api/rollouts/" + play.id());
    work(play);
    assertThat(state(play)).isEqualTo("withdrawn");
    runUpdate(services.get(2));
    assertThat(state(play, services.get(0))).isEqualTo("updated");
    assertThat(state(play, services.get(1))).isEqualTo("updating");
    assertThat(state(play, services.get(2))).isEqualTo("withdrawn");
    assertThat(state(play, waiting)).isEqualTo("withdrawn");
    runApprovals(play);
    assertThat(approvalsOf(play)).isEmpty();
    // An answer that comes too late begins nothing.
    decide(play, waiting, Verdict.GO);
    assertThat(updatesOf(waiting)).isEmpty();

    assertThat(instance(play)).isNotNull();
    tell(play, services.get(1), Step.UPDATED);
    work(play);
    assertThat(instance(play)).isNull();
    assertThat(shown(play).path("endedAt").asText()).isNotEmpty();
    assertThat(shown(play).path("report").path("items").get(0).path("reportedAt").asText())
        .isNotEmpty();
  }

  @Test
  void aWiderRangeAddsServices() {
    String first = worker(ManagedBy.COMMUNITY);
    String community = community();
    String added = workers(community, ManagedBy.COMMUNITY, "1.1.0", 1).get(0);
    Play play = start(advisory());
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":1}");
    post("ops", advisory(cve, "< 1.1.1", "1.1.1", LATER));
    work(play);
    assertThat(state(play, added)).isEqualTo("waiting");
    assertThat(row(play, added)).containsEntry("target_image", image("1.1.1"));
    // What was asked about before needs the newer version: its owners are asked anew.
    assertThat(state(play, first)).isEqualTo("waiting");
    assertThat(row(play, first)).containsEntry("target_image", image("1.1.1"));
    runApprovals(play);
    assertThat(approvalsOf(play)).hasSize(2);

    // Chance decides which of the two is in the earlier ring.
    String sooner = ring(play, first) < ring(play, added) ? first : added;
    String later = sooner.equals(first) ? added : first;
    decide(play, sooner, Verdict.GO);
    update(play, running(sooner));
    pass(play, Duration.ofHours(24));
    // The range grows once more, when all rings are open: it takes up again what was updated.
    decide(play, later, Verdict.GO);
    update(play, running(later));
    post("ops", advisory(cve, "< 1.2.1", "1.2.1", "2027-03-03T00:00:00Z"));
    work(play);
    assertThat(state(play, first)).isEqualTo("waiting");
    assertThat(row(play, first)).containsEntry("target_image", image("1.2.1"));
    assertThat(ring(play, first)).isGreaterThan(2);
    decide(play, first, Verdict.GO);
    decide(play, added, Verdict.GO);
    pass(play, Duration.ofDays(2));
    for (String service : List.of(first, added)) {
      if (state(play, service).equals("updating")) {
        update(play, service);
        pass(play, Duration.ofDays(2));
      }
    }
    for (String service : List.of(first, added)) {
      if (state(play, service).equals("updating")) {
        update(play, service);
        pass(play, Duration.ofDays(2));
      }
    }
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void anUpdateThatHasNotBegunGivesWayToANewerFix() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory());
    decide(play, worker, Verdict.GO);
    assertThat(state(play, worker)).isEqualTo("updating");
    String first = (String) row(play, worker).get("update_instance");
    post("ops", advisory(cve, "< 1.0.2", "1.0.2", LATER));
    work(play);
    assertThat(state(play, worker)).isEqualTo("waiting");
    assertThat(row(play, worker)).containsEntry("target_image", image("1.0.2"));
    runUpdate(worker);
    assertThat(updatesOf(worker)).isEmpty();
    // What the first one tells at its end does not end what came after it.
    assertThat(state(play, worker)).isEqualTo("waiting");
    decide(play, worker, Verdict.GO);
    assertThat(state(play, worker)).isEqualTo("updating");
    assertThat(row(play, worker).get("update_instance")).isNotEqualTo(first);
  }

  @Test
  void aStatementThatAVersionIsNotAffectedClosesWhatRunsIt() {
    String one = worker(ManagedBy.COMMUNITY);
    String other = workers(community(), ManagedBy.COMMUNITY, "0.9.0", 1).get(0);
    Play play = start(advisory());
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":2}");
    Answer vex = post("ops", openVex("0.9.0", "not_affected"));
    assertThat(vex.status()).as(vex.text()).isEqualTo(202);
    assertThat(vex.header("Location")).isEqualTo("/api/rollouts/" + play.id());
    work(play);
    assertThat(state(play, other)).isEqualTo("withdrawn");
    assertThat((String) row(play, other).get("reason")).contains("not affected");
    assertThat(state(play, one)).isEqualTo("waiting");
    runApprovals(play);
    assertThat(approvalsOf(play)).hasSize(1);
    post("ops", openVex("1.0.0", "not_affected"));
    work(play);
    assertThat(state(play, one)).isEqualTo("withdrawn");
    work(play);
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void withoutAFixOpsDecideToWaitAndAreAskedAgain() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory(cve, "<= 1.0.0", null, LATER));
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideWithoutFix");
    assertThat((String) tasks.getVariable(task(play).getId(), "fixEvidence")).contains(cve, worker);
    assertThat(mailsTo("ops@desk.test", "No fix yet: " + cve)).isOne();
    assertThat(state(play, worker)).isEqualTo("unfixed");
    assertThat(approvalsOf(play)).isEmpty();

    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("fixDecision", "wait", "decisionReason", "x"),
            Map.of("fixDecision", "wait", "decisionReason", "x", "decisionUntil", "2027-03-02"),
            Map.of("fixDecision", "exempt", "decisionReason", "x", "decisionUntil", "2027-04-02"),
            Map.of("fixDecision", "wait", "decisionUntil", "2027-03-09"))) {
      assertThat(submit("ops", task(play), wrong).status()).as("%s", wrong).isEqualTo(400);
    }
    complete(
        play,
        Map.of(
            "fixDecision", "wait",
            "decisionUntil", "2027-03-09",
            "decisionReason", "Upstream is at work"));
    assertThat(task(play)).isNull();
    pass(play, Duration.ofDays(7));
    assertThat(task(play).getTaskDefinitionKey()).isEqualTo("userTask_decideWithoutFix");

    // A fix comes while the task waits: the question is dropped and the owners are asked.
    post("ops", advisory(cve, "< 1.0.1", "1.0.1", "2027-03-09T00:00:00Z"));
    work(play);
    assertThat(task(play)).isNull();
    assertThat(state(play, worker)).isEqualTo("waiting");
    assertThat(openRing(play)).isEqualTo(1);
    assertThat(audit(play)).contains("ops: fix awaited");
    decide(play, worker, Verdict.GO);
    update(play, running(worker));
    pass(play, Duration.ofHours(24));
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void aFixThatComesWhileOpsWaitForItIsTaken() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory(cve, "<= 1.0.0", null, LATER));
    complete(
        play,
        Map.of(
            "fixDecision", "wait",
            "decisionUntil", "2027-03-20",
            "decisionReason", "Upstream is at work"));
    post("ops", advisory(cve, "< 1.0.1", "1.0.1", "2027-03-09T00:00:00Z"));
    work(play);
    assertThat(state(play, worker)).isEqualTo("waiting");
    assertThat(at(play)).doesNotContain("gateway_awaitFix");
  }

  @Test
  void servicesWithoutAFixThatANewerDocumentAddsArePutBeforeOps() {
    String first = worker(ManagedBy.COMMUNITY);
    String added = workers(community(), ManagedBy.COMMUNITY, "1.1.0", 1).get(0);
    String last = workers(community(), ManagedBy.COMMUNITY, "1.2.0", 1).get(0);
    Play play = start(advisory());
    assertThat(state(play, first)).isEqualTo("waiting");
    // The fix turns out to be none, and more is affected.
    post("ops", advisory(cve, "<= 1.1.0", null, LATER));
    work(play);
    Task asked = task(play);
    assertThat(asked.getTaskDefinitionKey()).isEqualTo("userTask_decideWithoutFix");
    assertThat((String) tasks.getVariable(asked.getId(), "fixEvidence")).contains(first, added);
    assertThat(mailsTo("ops@desk.test", "No fix yet: " + cve)).isOne();
    // A document that adds nothing asks nothing anew.
    post("ops", advisory(cve, "<= 1.1.0", null, "2027-03-02T01:00:00Z"));
    work(play);
    assertThat(task(play).getId()).isEqualTo(asked.getId());
    // One that adds something does, and the question before is dropped.
    post("ops", advisory(cve, "<= 1.2.0", null, "2027-03-02T02:00:00Z"));
    work(play);
    assertThat(task(play).getId()).isNotEqualTo(asked.getId());
    assertThat((String) tasks.getVariable(task(play).getId(), "fixEvidence"))
        .contains(first, added, last);
    assertThat(mailsTo("ops@desk.test", "No fix yet: " + cve)).isEqualTo(2);
    complete(play, Map.of("fixDecision", "cancel", "decisionReason", "Nobody uses that part"));
    assertThat(state(play)).isEqualTo("completed");
    for (String service : List.of(first, added, last)) {
      assertThat(state(play, service)).isEqualTo("cancelled");
    }
  }

  @Test
  void whatAScannersReportBringsToAFixIsNotUpdatedOnceMore() {
    String worker = worker(ManagedBy.COMMUNITY);
    contains(worker, pad(), "1.0.0");
    Play report = start(report("1.0.1"));
    assertThat(state(report, worker)).isEqualTo("waiting");
    Play play = start(inPad("1.0.1"));
    assertThat(state(play)).isEqualTo("noted");
    assertThat(shown(play).path("note").asText()).contains("other rollouts deal with");
    assertThat(state(report, worker)).isEqualTo("waiting");
  }

  @Test
  void aFixThatTheScannersReportDoesNotBringIsRolledOut() {
    String worker = worker(ManagedBy.COMMUNITY);
    contains(worker, pad(), "1.0.0");
    Play report = start(report(null));
    assertThat(state(report, worker)).isEqualTo("unfixed");
    Play play = start(inPad("1.0.1"));
    assertThat(state(play, worker)).isEqualTo("waiting");
  }

  @Test
  void aStatementThatClearsOneProblemAndAffirmsAnotherDoesBoth() {
    String one = worker(ManagedBy.COMMUNITY);
    String other = workers(community(), ManagedBy.COMMUNITY, "0.9.0", 1).get(0);
    Play play = start(advisory());
    String vex =
        openVex(
            List.of(
                statement(cve, "0.9.0", "not_affected"),
                statement(cve + "1", "1.0.0", "affected")));
    Play affirmed = start(vex);
    work(play);
    assertThat(state(play, other)).isEqualTo("withdrawn");
    assertThat(state(play, one)).isEqualTo("waiting");
    assertThat(affirmed.id()).isNotEqualTo(play.id());
    assertThat(state(affirmed, one)).isEqualTo("unfixed");
    assertThat(task(affirmed).getTaskDefinitionKey()).isEqualTo("userTask_decideWithoutFix");
    // Its next version belongs to the rollouts that are there.
    post("ops", with(vex, "timestamp", "2027-03-03T00:00:00Z"));
    assertThat(
            database.queryForObject(
                "select count(*) from rollout where advisory = (select advisory from rollout"
                    + " where id = ?)",
                Long.class,
                affirmed.id()))
        .isOne();
  }

  @Test
  void withoutAFixOpsAcceptTheRiskAndItComesBackByItself() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory(cve, "<= 1.0.0", null, LATER));
    exempt(play, "2027-03-20");
    assertThat(state(play)).isEqualTo("resting");
    assertThat(state(play, worker)).isEqualTo("exempted");
    assertThat(row(play, worker)).containsEntry("decided_by", "ops");
    assertThat(shown(play).path("report").path("items").get(0).path("reportedAt").asText())
        .isNotEmpty();
    assertThat(shown(play).path("endedAt").isMissingNode()).isTrue();
    pass(play, Duration.ofDays(18));
    assertThat(state(play)).isEqualTo("running");
    assertThat(state(play, worker)).isEqualTo("unfixed");
    exempt(play, "2027-04-10");
    assertThat(state(play)).isEqualTo("resting");

    // A newer document brings the fix before the date.
    Answer joined = post("ops", advisory(cve, "< 1.0.1", "1.0.1", "2027-03-21T00:00:00Z"));
    assertThat(joined.header("Location")).isEqualTo("/api/rollouts/" + play.id());
    work(play);
    assertThat(state(play)).isEqualTo("running");
    assertThat(state(play, worker)).isEqualTo("waiting");
    decide(play, worker, Verdict.GO);
    update(play, running(worker));
    pass(play, Duration.ofHours(24));
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void withoutAFixOpsLeaveItAtThat() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play play = start(advisory(cve, "<= 1.0.0", null, LATER));
    complete(play, Map.of("fixDecision", "cancel", "decisionReason", "Nobody uses that part"));
    assertThat(state(play, worker)).isEqualTo("cancelled");
    assertThat(state(play)).isEqualTo("completed");
  }

  @Test
  void aServiceThatAnotherAdvisoryHasFixedCountsAsUpdated() {
    String worker = worker(ManagedBy.COMMUNITY);
    Play one = start(advisory());
    String second = cve.replace("CVE", "GHSA");
    Play other = start(advisory(second, "< 1.0.2", "1.0.2", LATER));
    assertThat(state(other, worker)).isEqualTo("waiting");
    decide(other, worker, Verdict.GO);
    update(other, running(worker));
    assertThat(inventory.find(worker).orElseThrow().image()).isEqualTo(image("1.0.2"));

    decide(one, worker, Verdict.GO);
    ProcessInstance verification =
        updatesOf(worker).stream().filter(u -> isOf(one, u)).findFirst().orElseThrow();
    assertThat(row(one, worker)).containsEntry("from_image", image("1.0.2"));
    // The newer version is not brought back to the older fix; the update finds it done.
    hosting.deploy(inventory.find(worker).orElseThrow().appId(), image("1.0.2"));
    awaitImage(worker, image("1.0.2"));
    runUpdate(worker);
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(verification.getId()).count())
        .isZero();
    assertThat(state(one, worker)).isEqualTo("updated");
    assertThat(inventory.find(worker).orElseThrow().image()).isEqualTo(image("1.0.2"));
  }

  @Test
  void manyAreAskedClosedAndToldInPortions() {
    workers(community(), ManagedBy.COMMUNITY, "1.0.0", 1);
    List<String> many = new ArrayList<>();
    many.addAll(workers(community(), ManagedBy.COMMUNITY, "2.0.0", 101));
    IntStream.range(0, 50)
        .forEach(i -> many.addAll(workers(community(), ManagedBy.COMMUNITY, "2.0.0", 1)));
    Play play = start(advisory());
    assertThat(shown(play).path("services").toString()).isEqualTo("{\"waiting\":1}");
    // Added in portions, and closed in portions again.
    post("ops", advisory(cve, "< 2.0.1", "2.0.1", LATER));
    work(play);
    assertThat(shown(play).path("services").path("waiting").asInt()).isEqualTo(152);
    assertThat(approvalsOf(play)).hasSizeGreaterThanOrEqualTo(52);
    post("ops", advisory(cve, "< 1.0.1", "1.0.1", "2027-03-02T01:00:00Z"));
    work(play);
    assertThat(shown(play).path("services").path("withdrawn").asInt()).isEqualTo(151);
    runApprovals(play);
    assertThat(approvalsOf(play)).hasSize(1);

    // Asked, withdrawn and told in portions.
    Play other = start(advisory(cve + "9", "< 2.0.1", "2.0.1", LATER));
    assertThat(shown(other).path("services").path("waiting").asInt()).isEqualTo(152);
    post("ops", withdrawn(advisory(cve + "9", "< 2.0.1", "2.0.1", LATER)));
    work(other);
    assertThat(shown(other).path("services").path("withdrawn").asInt()).isEqualTo(152);
    assertThat(instance(other)).isNull();
    runApprovals(other);
    assertThat(approvalsOf(other)).isEmpty();
    assertThat(
            database.queryForObject(
                "select count(*) from rollout_community where rollout = ? and reported_at is null",
                Long.class,
                other.id()))
        .isZero();
  }

  private void exempt(Play play, String until) {
    complete(
        play,
        Map.of(
            "fixDecision", "exempt",
            "decisionUntil", until,
            "decisionReason", "Behind a log-in"));
  }

  private boolean isOf(Play play, ProcessInstance update) {
    return database.queryForObject(
            "select count(*) from rollout_service where rollout = ? and update_instance = ?",
            Long.class,
            play.id(),
            update.getId())
        > 0;
  }

  private void awaitImage(String worker, String image) {
    String app = inventory.find(worker).orElseThrow().appId();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                hosting
                    .find(app)
                    .filter(status -> status.settled() && status.image().equals(image))
                    .isPresent());
  }

  /** Lets the questions that were withdrawn tell their owners so. */
  private void runApprovals(Play play) {
    for (ProcessInstance approval : approvalsOf(play)) {
      management
          .createJobQuery()
          .processInstanceId(approval.getId())
          .activityId("sendTask_tellWithdrawal")
          .list()
          .stream()
          .map(Job::getId)
          .forEach(management::executeJob);
    }
  }

  /** What runs has this package in it, as the owner says. */
  private void contains(String service, String name, String version) {
    Map<String, Object> component =
        Map.of(
            "type",
            "library",
            "name",
            name,
            "version",
            version,
            "purl",
            "pkg:npm/" + name + "@" + version);
    Answer answer =
        door.send(
            "ops",
            "PUT",
            "/api/services/" + service + "/sbom",
            json(
                Map.of(
                    "bomFormat", "CycloneDX",
                    "specVersion", "1.5",
                    "components", List.of(component))));
    assertThat(answer.status()).as(answer.text()).isIn(200, 204);
  }

  /** A package that only this test knows. */
  private String pad() {
    return "pad-" + cve.toLowerCase(Locale.ROOT);
  }

  private String inPad(String fixed) {
    return with(advisory(cve, "< " + fixed, fixed, LATER), "package", "npm/" + pad());
  }

  /**
   * What a scanner found in the image.
   *
   * @param fixed null if it knows of no fix
   */
  private String report(String fixed) {
    Map<String, Object> vulnerability = new HashMap<>();
    vulnerability.put("VulnerabilityID", cve);
    vulnerability.put("PkgName", pad());
    vulnerability.put("InstalledVersion", "1.0.0");
    vulnerability.put("Severity", "HIGH");
    if (fixed != null) {
      vulnerability.put("FixedVersion", fixed);
    }
    Map<String, Object> result =
        Map.of(
            "Target", "node",
            "Class", "lang-pkgs",
            "Type", "npm",
            "Vulnerabilities", List.of(vulnerability));
    return json(
        Map.of(
            "SchemaVersion",
            2,
            "ArtifactName",
            image("1.0.0"),
            "ArtifactType",
            "container_image",
            "Results",
            List.of(result)));
  }

  private String openVex(String version, String status) {
    return openVex(List.of(statement(cve, version, status)));
  }

  private Map<String, Object> statement(String problem, String version, String status) {
    Map<String, Object> statement = new HashMap<>();
    statement.put("vulnerability", Map.of("name", problem));
    statement.put(
        "products",
        List.of(
            Map.of(
                "@id",
                "pkg:oci/app@" + version + "?repository_url=" + repository + "&tag=" + version)));
    statement.put("status", status);
    if (status.equals("not_affected")) {
      statement.put("justification", "vulnerable_code_not_present");
    } else {
      statement.put("action_statement", "Wait for the next version.");
    }
    return statement;
  }

  private static String openVex(List<Map<String, Object>> statements) {
    return json(
        Map.of(
            "@context",
            "https://openvex.dev/ns/v0.2.0",
            "@id",
            "https://example.org/vex/" + UUID.randomUUID(),
            "author",
            "The app's makers",
            "timestamp",
            "2027-03-02T00:00:00Z",
            "version",
            1,
            "statements",
            statements));
  }
}
