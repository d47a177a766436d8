package org.mcws.desk.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.beans.factory.annotation.Autowired;

/** The mails to owners, with the facts that they really get, in every language. */
class RolloutMailTests extends RolloutStage {

  @Autowired private RolloutMail mail;
  @Autowired private EntityManager entities;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | updated | has its former version again | by rita: Later | since nobody answered
          de | aktualisiert | wieder die frühere Version | entschieden von rita: Later | niemand geantwortet
          es | actualizado | vuelve a tener la versión | decisión de rita: Later | nadie respondió
          fr | mis à jour | retrouvé sa version | décidé par rita : Later | personne n'a répondu
          """)
  void theReportSaysWhatHasBecomeOfEachService(
      String language, String updated, String reverted, String exempted, String skipped) {
    String slug = "m" + UUID.randomUUID().toString().substring(0, 8);
    String owner = "ana@" + slug + ".test";
    String body =
        transaction.execute(
            status -> {
              owners.enter(
                  new Community(
                      slug, "Trees", List.of(language), java.time.ZoneId.of("UTC"), now()),
                  List.of(new Owner(slug, owner, "Ana Alba", language, "UTC", 0)));
              entities.flush();
              owners.answer(slug, owner, true, "desk", Channel.DESK);
              entities.flush();
              mail.report(
                  rollout(),
                  slug,
                  List.of(
                      service(slug, 1, State.UPDATED),
                      service(slug, 2, State.REVERTED),
                      service(slug, 3, State.EXEMPTED),
                      service(slug, 4, State.SKIPPED),
                      service(slug, 5, State.BROKEN),
                      service(slug, 6, State.UPDATING)));
              entities.flush();
              return database.queryForObject(
                  "select subject || chr(10) || body from outbox_mail where recipient = ?",
                  String.class,
                  owner);
            });
    List<String> lines = body.lines().toList();
    assertThat(lines.get(0)).contains(cve).doesNotContain("[");
    assertThat(body)
        .contains("Ana Alba", "Trees", "The app lets", "It ends here", "/api/rollouts/")
        .contains("- " + slug + ".s1, app:1 → app:2: " + updated + "\n")
        .contains(slug + ".s2, app:1 → app:2: ", reverted)
        .contains(exempted, "2027-03-12", skipped);
    assertThat(lines.stream().filter(line -> line.startsWith("- "))).hasSize(6);
  }

  private Rollout rollout() {
    return new Rollout(
        UUID.randomUUID(),
        cve,
        "The app lets everybody in",
        "1",
        Rollout.State.CANCELLED,
        "It ends here",
        false,
        false,
        "ops",
        "R2",
        1,
        1,
        1,
        1,
        2,
        0.1,
        now(),
        now(),
        null,
        now(),
        null);
  }

  private AffectedService service(String slug, int number, State state) {
    return new AffectedService(
        UUID.randomUUID(),
        slug,
        slug + ".s" + number,
        "ops",
        "app 1",
        "image:2",
        "app:1",
        "app:2",
        "R2",
        1,
        state,
        null,
        null,
        true,
        null,
        "rita",
        "Later",
        state == State.EXEMPTED ? now().plus(java.time.Duration.ofDays(10)) : null,
        "",
        now());
  }
}
