package org.mcws.desk.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.advisory.Kept.Outcome;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.inventory.Inventory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A problem is one, however many ids it has and whoever writes about it. */
@DeskTest
class AdvisoryRegisterIT {

  @Autowired private AdvisoryRegister register;
  @Autowired private AdvisoryReader reader;
  @Autowired private Inventory inventory;
  @Autowired private JdbcTemplate database;

  private AdvisoryStage stage;

  @BeforeEach
  void set() {
    stage = new AdvisoryStage(inventory, database);
    stage.set();
  }

  @AfterEach
  void clear() {
    stage.clear();
  }

  @Test
  void anyIdLeadsToTheProblem() {
    assertThat(keep(osv("ADV-1", "2026-01-01", "\"ADV-CVE-1\", \"adv-Other 1/x\"", "2.0")))
        .isEqualTo(new Kept("ADV-1", Outcome.NEW));
    for (String id : List.of("ADV-1", "adv-1", "ADV-CVE-1", "ADV-OTHER 1/X")) {
      assertThat(register.find(id).orElseThrow().id()).isEqualTo("ADV-1");
    }
    assertThat(register.find("ADV-2")).isEmpty();
    assertThat(register.find("")).isEmpty();
  }

  @Test
  void whatIsNewerReplacesAndWhatIsOlderIsPutAside() {
    keep(osv("ADV-1", "2026-01-02", "\"ADV-CVE-1\"", "2.0"));
    assertThat(keep(osv("ADV-1", "2026-01-01", "\"ADV-CVE-1\"", "1.0")).outcome())
        .isEqualTo(Outcome.OLDER);
    assertThat(keep(osv("ADV-1", "2026-01-02", "\"ADV-CVE-1\"", "2.0")).outcome())
        .isEqualTo(Outcome.SAME);
    assertThat(fixes("ADV-CVE-1")).containsExactly("2.0");
    assertThat(keep(osv("ADV-1", "2026-01-03", "\"ADV-CVE-9\"", "3.0")))
        .isEqualTo(new Kept("ADV-1", Outcome.NEWER));
    assertThat(fixes("ADV-CVE-1")).containsExactly("3.0");
    assertThat(fixes("ADV-CVE-9")).containsExactly("3.0");
  }

  @Test
  void anotherPublishersWordStandsBesideTheFirst() {
    keep(osv("ADV-1", "2026-01-02", "\"ADV-CVE-1\"", "2.0"));
    assertThat(keep(osv("ADV-PY-1", "2026-01-01", "\"ADV-CVE-1\"", "2.5")))
        .isEqualTo(new Kept("ADV-1", Outcome.ANOTHER));
    assertThat(fixes("ADV-PY-1")).containsExactlyInAnyOrder("2.0", "2.5");
    assertThat(register.find("ADV-1").orElseThrow().aliases())
        .containsExactlyInAnyOrder("ADV-CVE-1", "ADV-PY-1");
    // One of them takes it back, the other does not.
    keep(withdrawn("ADV-1", "2026-01-05", "\"ADV-CVE-1\""));
    assertThat(register.find("ADV-1").orElseThrow().withdrawn()).isEmpty();
    assertThat(fixes("ADV-1")).containsExactly("2.5");
    keep(withdrawn("ADV-PY-1", "2026-01-06", "\"ADV-CVE-1\""));
    assertThat(register.find("ADV-1").orElseThrow().withdrawn()).isPresent();
  }

  @Test
  void twoProblemsThatTurnOutToBeOneBecomeTheOlderOne() {
    keep(osv("ADV-1", "2026-01-01", "\"ADV-CVE-1\"", "2.0"));
    keep(osv("ADV-2", "2026-01-01", "\"ADV-CVE-2\"", "3.0"));
    assertThat(keep(osv("ADV-3", "2026-01-01", "\"ADV-CVE-2\", \"ADV-CVE-1\"", "4.0")))
        .isEqualTo(new Kept("ADV-1", Outcome.ANOTHER));
    for (String id : List.of("ADV-1", "ADV-2", "ADV-3", "ADV-CVE-1", "ADV-CVE-2")) {
      assertThat(register.find(id).orElseThrow().id()).isEqualTo("ADV-1");
    }
    assertThat(fixes("ADV-2")).containsExactlyInAnyOrder("2.0", "3.0", "4.0");
  }

  @Test
  void idsThatFitIntoNoAddressGetOneThatDoes() {
    Kept kept = keep(osv("ADV-https://x.test/a b", "2026-01-01", "", "2.0"));
    assertThat(kept.id()).isEqualTo("ADV-https:-x.test-a-b");
    assertThat(register.find("ADV-https://x.test/a b")).isPresent();
    assertThat(register.find("ADV-https:-x.test-a-b").orElseThrow().aliases())
        .contains("ADV-https://x.test/a b");
  }

  @Test
  void documentsAtTheSameMomentEndInOneProblem() throws Exception {
    int nodes = 6;
    CyclicBarrier gun = new CyclicBarrier(nodes);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<Kept>> answers =
          threads.invokeAll(
              IntStream.range(0, nodes)
                  .mapToObj(
                      i ->
                          (Callable<Kept>)
                              () -> {
                                String document =
                                    osv("ADV-N" + i, "2026-01-01", "\"ADV-CVE-5\"", i + ".0");
                                gun.await();
                                return keep(document);
                              })
                  .toList());
      assertThat(answers).extracting(answer -> answer.get().id()).containsOnly(id("ADV-CVE-5"));
      assertThat(answers)
          .extracting(answer -> answer.get().outcome())
          .containsOnlyOnce(Outcome.NEW);
    } finally {
      threads.shutdownNow();
    }
  }

  private String id(String any) {
    return register.find(any).orElseThrow().id();
  }

  private List<String> fixes(String id) {
    return register.find(id).orElseThrow().findings().stream()
        .flatMap(finding -> finding.fixed().stream())
        .toList();
  }

  private Kept keep(String document) {
    return register.take(reader.read(document), document);
  }

  static String osv(String id, String modified, String aliases, String fixed) {
    return """
        {"id": "%s", "modified": "%s", "aliases": [%s], "summary": "A problem",
         "affected": [{"package": {"ecosystem": "npm", "name": "adv-pack"},
           "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}]}
        """
        .formatted(id, modified, aliases, fixed);
  }

  private static String withdrawn(String id, String modified, String aliases) {
    return """
        {"id": "%s", "modified": "%s", "withdrawn": "%s", "aliases": [%s], "affected": []}
        """
        .formatted(id, modified, modified, aliases);
  }
}
