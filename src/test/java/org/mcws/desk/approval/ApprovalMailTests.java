package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.approval.events.ApprovalOutcome.Verdict;
import org.mcws.desk.audit.Channel;
import org.springframework.beans.factory.annotation.Autowired;

/** What approvals write, read as it stands in the outbox, in every language. */
class ApprovalMailTests extends ApprovalStage {

  @Autowired private Approvals approvals;
  @Autowired private ApprovalMail mail;
  @Autowired private EntityManager entities;

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "fr"})
  void everyMailIsWholeInItsReadersLanguage(String language) {
    Group group = newGroup(language);
    door.send(
        "ops",
        "PUT",
        "/api/communities/" + group.slug() + "/contact",
        json(Map.of("address", group.person("list"))));
    Case asked = ask(group, "R3");
    Case told = ask(group, notice(group, "R2"));
    String ana = group.ana();
    String title = "CVE-2026-1: WordPress 6.8.3";
    String www = "- " + group.slug() + ".www: wordpress:6.8.3 → wordpress:6.8.4";
    String code = "(?s).*\\b[2-9A-HJKMNP-Z]{6}\\b.*";

    for (Case one : List.of(asked, told)) {
      for (Because because : Because.values()) {
        if (because != Because.OWNER_SPEAKS) {
          assertMail(
              one,
              ana,
              language,
              (a, now) -> {
                if (because == Because.SECOND_PERSON) {
                  a.firstGo(group.ben());
                } else {
                  a.askAgain(because, because == Because.HELPED ? "We explained it" : null);
                }
                mail.ask(a);
              },
              title,
              www,
              "/links/approval/",
              "Friends of " + group.slug(),
              "https://example.org/advisory",
              because == Because.SECOND_PERSON ? "Ben Brown" : "",
              because == Because.HELPED ? "We explained it" : "");
        }
      }
    }
    assertThat(
            assertMail(
                asked, ana, language, (a, now) -> mail.remind(a), title, www, "/links/approval/"))
        .matches(code);
    assertMail(asked, group.person("list"), "en", (a, now) -> mail.tellContacts(a), title, www);
    assertMail(
        asked,
        ana,
        language,
        (a, now) -> {
          a.goSoon(group.ben(), "Fine", now, now.plus(Duration.ofMinutes(10)));
          mail.receipt(a, answer(a, group, Effect.DECIDED, now));
        },
        title,
        "Ben Brown",
        "Fine",
        group.slug() + ".blog",
        "/links/approval/");
    assertMail(
        asked,
        ana,
        language,
        (a, now) -> {
          a.contradicted(Choice.WAIT);
          mail.contradicted(a, answer(a, group, Effect.CONTRADICTED, now));
        },
        title,
        "Ben Brown",
        "Fine");
    assertMail(
        asked, ana, language, (a, now) -> mail.silenceIsGo(a), title, www, "/links/approval/");
    assertMail(
        asked,
        ana,
        language,
        (a, now) -> {
          a.clear(Verdict.EMERGENCY_GO, "ops", "It is used", now);
          mail.emergency(a);
        },
        title,
        www,
        "It is used",
        "ops");
    assertMail(
        asked,
        ana,
        language,
        (a, now) -> {
          a.proposeExemption(now.plus(Duration.ofDays(9)), "A filter", "ops", "Breaks", now);
          mail.exempted(a);
        },
        title,
        www,
        "A filter",
        "Breaks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "fr"})
  void howItStandsIsSaidInEveryState(String language) {
    Group group = newGroup(language);
    Case one = ask(group, "R3");
    Instant later = now().plus(Duration.ofDays(3));
    List<BiConsumer<Approval, Instant>> ways =
        List.of(
            (a, now) -> {},
            (a, now) -> a.firstGo(group.ben()),
            (a, now) -> a.goSoon(group.ben(), null, now, later),
            (a, now) -> a.noGo(group.ben(), "Feast", now),
            (a, now) -> a.waitUntil(later, group.ben(), null, now),
            (a, now) -> a.help(group.ben(), null, now),
            (a, now) -> a.silent(null, "Nobody answered.", now),
            (a, now) -> a.silent(Verdict.GO, "Nobody answered.", now),
            (a, now) -> a.silent(Verdict.SKIPPED, "Nobody answered.", now),
            (a, now) -> a.contradicted(Choice.WAIT),
            (a, now) -> a.postpone(later, "ops", "Feast", now),
            (a, now) -> a.proposeExemption(later, "A filter", "ops", "Breaks", now),
            (a, now) -> a.clear(Verdict.GO, "ops", "They agree", now),
            (a, now) -> a.clear(Verdict.EMERGENCY_GO, "ops", "It is used", now),
            (a, now) -> a.cancel("ops", "The site goes", now),
            (a, now) -> a.withdraw("A mistake", now),
            (a, now) -> a.carriedOut(now),
            (a, now) -> a.lapse(now));
    for (BiConsumer<Approval, Instant> way : ways) {
      assertMail(
          one,
          group.ana(),
          language,
          (a, now) -> {
            way.accept(a, now);
            mail.news(a);
          },
          "CVE-2026-1");
    }
  }

  private static Answer answer(Approval approval, Group group, Effect effect, Instant at) {
    return new Answer(
        approval,
        new Voter(group.ben(), Channel.LINK),
        new GivenAnswer(
            Choice.GO, "Fine", inDays(3), Set.of(group.slug() + ".blog"), Optional.empty()),
        effect,
        at);
  }

  /** Looks at the mail before its transaction ends, after which it would be sent and forgotten. */
  private String assertMail(
      Case one,
      String reader,
      String language,
      BiConsumer<Approval, Instant> writes,
      String... facts) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          Approval approval = approvals.lock(one.id()).orElseThrow();
          List<String> before = ids(reader);
          writes.accept(approval, now());
          entities.flush();
          List<String> after = ids(reader);
          after.removeAll(before);
          assertThat(after).hasSize(1);
          Map<String, Object> written =
              database.queryForMap(
                  "select * from outbox_mail where id = cast(? as uuid)", after.get(0));
          assertThat(written.get("language")).isEqualTo(language);
          String text = written.get("subject") + "\n" + written.get("body");
          assertThat(text)
              .contains(facts)
              .doesNotContain("[(", "[/", "[#", "null", "${", "  ", "{0}", "{1}", "{2}", "\n\n\n");
          return text;
        });
  }

  private List<String> ids(String reader) {
    return new java.util.ArrayList<>(
        database.queryForList(
            "select id::text from outbox_mail where recipient = ?", String.class, reader));
  }
}
