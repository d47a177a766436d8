package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Every mail of the onboarding, with the facts that it really gets, in every language. */
class OnboardingMailTests extends OnboardingStage {

  @Autowired private OnboardingMail mail;
  @Autowired private Onboardings onboardings;
  @Autowired private OwnerLists ownerLists;
  @Autowired private EntityManager entities;
  @Autowired private TransactionTemplate transaction;

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "fr"})
  void everyMailTellsWhatItsReaderNeeds(String language) {
    AskedFor asked = AskedFor.forNewCommunity().everything().languages(language);
    asked.json().withArray("owners").forEach(o -> put(o, language));
    Play play = start(asked);
    work(play);
    answerByLink(play, asked.ana(), "yes");
    answerByLink(play, asked.ben(), "yes");
    String rita = newReviewer();
    String olga = newOps();
    String community = "Friends of " + asked.slug();
    String tasklist = "/camunda/app/tasklist/";

    assertMail(play, asked.requester(), language, o -> mail.received(o), "Rosa", community);
    assertMail(
        play,
        asked.requester(),
        language,
        o -> mail.declined(o, List.of("Reason 1", "Reason 2")),
        "Rosa",
        community,
        "- Reason 1",
        "- Reason 2");
    for (boolean again : new boolean[] {false, true}) {
      assertMail(
          play,
          asked.ana(),
          language,
          o -> mail.askOwner(o, owner(play), again),
          "Ana Alba",
          community,
          "Rosa Requester",
          "/links/ownership/");
      assertMail(
          play,
          asked.ana(),
          language,
          o -> mail.handOver(o, "- site x.example", again),
          "Ana Alba",
          community,
          "- site x.example",
          tasklist,
          "/links/mailboxes/");
    }
    assertMail(
        play,
        asked.ana(),
        language,
        o -> mail.accountOpened(owner(play)),
        "Ana Alba",
        asked.ana(),
        "/links/password/",
        tasklist);
    assertMail(
        play,
        asked.ana(),
        language,
        o -> mail.welcome(o, "- site x.example"),
        "Ana Alba",
        community,
        "- site x.example",
        tasklist);
    for (String reader : List.of(asked.requester(), asked.ana())) {
      assertMail(play, reader, language, o -> mail.abandoned(o, "It rains"), community, "It rains");
    }
    assertMail(play, rita, "en", o -> mail.remindReviewers(o, List.of(rita)), community, tasklist);
    assertMail(play, olga, "en", o -> mail.remindOps(o, "Break"), community, "Break", tasklist);
  }

  /** Looks at the mail before its transaction ends, after which it would be sent and forgotten. */
  private void assertMail(
      Play play, String reader, String language, Consumer<Onboarding> writes, String... facts) {
    Map<String, Object> mail = new HashMap<>();
    transaction.executeWithoutResult(
        status -> {
          Onboarding onboarding = onboardings.findById(play.id()).orElseThrow();
          List<UUID> before = ids(reader);
          writes.accept(onboarding);
          entities.flush();
          List<UUID> after = new ArrayList<>(ids(reader));
          after.removeAll(before);
          assertThat(after).hasSize(1);
          mail.putAll(database.queryForMap("select * from outbox_mail where id = ?", after.get(0)));
          status.setRollbackOnly();
        });
    assertThat(mail.get("language")).isEqualTo(language);
    String text = mail.get("subject") + "\n" + mail.get("body");
    assertThat(text).contains(facts).doesNotContain("[(", "[/", "null", "${", "  ");
  }

  private List<UUID> ids(String reader) {
    return database.queryForList(
        "select id from outbox_mail where recipient = ?", UUID.class, reader);
  }

  private Owner owner(Play play) {
    return ownerLists.named(play.slug()).get(0);
  }

  private static void put(JsonNode owner, String language) {
    ((ObjectNode) owner).put("language", language);
  }
}
