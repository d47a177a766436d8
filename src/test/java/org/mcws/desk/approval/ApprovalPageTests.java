package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.onboarding.Letters.Letter;

/** The page behind the link in a mail. */
class ApprovalPageTests extends ApprovalStage {

  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+(/\\S*)");
  private static final Pattern CHOICE = Pattern.compile("name=\"answer\" value=\"(\\w+)\"");
  private static final Pattern OUTSIDE =
      Pattern.compile("(?:src|href|action)=\"(?!/|https://example\\.org/advisory\")([^\"]+)\"");

  @Test
  void aScannerThatFollowsEveryLinkAndSendsEveryFormDecidesNothing() {
    Case one = ask(newGroup(), "R1");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    for (int round = 0; round < 2; round++) {
      scan(letter);
    }
    assertThat(state(one)).isEqualTo("asked");
    assertThat(audit(one)).hasSize(1);
    // Its guesses have not shut the door for the person.
    assertThat(answerByLink(letter, Map.of("answer", "go")).text()).contains("your answer counts");
    scan(letters.to(one.group().ben(), "has answered"));
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(show(one).path("answers")).hasSize(1);
  }

  /**
   * Follows the links of a mail by GET and HEAD, and sends each form empty and with each choice.
   */
  private void scan(Letter letter) {
    Set<String> paths =
        LINK.matcher(letter.text())
            .results()
            .map(match -> match.group(1))
            .filter(path -> path.startsWith("/links/"))
            .collect(Collectors.toSet());
    assertThat(paths).as("one neutral page").hasSize(1);
    for (String path : paths) {
      assertThat(
              door.send(door.request(path).method("HEAD", BodyPublishers.noBody()).build())
                  .status())
          .isEqualTo(200);
      String page = door.get(null, path).text();
      Set<String> choices =
          CHOICE.matcher(page).results().map(match -> match.group(1)).collect(Collectors.toSet());
      assertThat(choices).contains("go", "noGo", "wait", "help");
      assertThat(page).as("no choice is made in advance").doesNotContain("checked");
      OpenPage open = open(path);
      send(open, Map.of());
      choices.forEach(choice -> send(open, Map.of("answer", choice)));
      choices.forEach(choice -> send(open, Map.of("answer", choice, "code", "", "reason", "x")));
      // Without what the form sends along nothing is even looked at.
      assertThat(
              door.send(
                      door.request(path)
                          .header("Content-Type", "application/x-www-form-urlencoded")
                          .POST(BodyPublishers.ofString("answer=go&code=" + code(letter)))
                          .build())
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void thePageBelongsToOnePersonAndBringsNothingFromElsewhere() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    Answer page = door.get(null, letter.link());
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Robots-Tag")).contains("noindex");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.text())
        .contains(
            "name=\"robots\" content=\"noindex",
            "You are answering as Ben Brown &lt;" + one.group().ben() + "&gt;",
            one.group().slug() + ".www",
            "wordpress:6.8.3 → wordpress:6.8.4",
            "Community Ops join in")
        .doesNotContain("<script", code(letter));
    assertThat(OUTSIDE.matcher(page.text()).results().map(match -> match.group(1))).isEmpty();
    assertThat(letter.link()).doesNotContain(code(letter));
  }

  @Test
  void whatIsMissingOrWrongIsSaidAndWhatWasTypedStays() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    OpenPage page = open(letter.link());
    assertThat(send(page, Map.of("code", code(letter))).text()).contains("Choose an answer");
    assertThat(send(page, Map.of("answer", "go")).text()).contains("Type in the code");
    assertThat(send(page, Map.of("answer", "go", "code", "222222")).text())
        .contains("This is not the code");
    String again = answerByLink(letter, Map.of("answer", "noGo", "reason", " ")).text();
    assertThat(again).contains("A no-go needs a reason").contains("checked");
    assertThat(answerByLink(letter, Map.of("answer", "wait", "until", "soon")).text())
        .contains("A date is written like");
    assertThat(
            answerByLink(letter, Map.of("answer", "wait", "until", inDays(40).toString())).text())
        .contains("To wait, give a date");
    assertThat(answerByLink(letter, Map.of("answer", "maybe")).text()).contains("Choose one of");
    assertThat(state(one)).isEqualTo("asked");
  }

  @Test
  void aFewWrongCodesShutTheLinkForAWhile() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    OpenPage page = open(letter.link());
    for (int i = 0; i < 5; i++) {
      assertThat(send(page, Map.of("answer", "go", "code", "22222" + (i + 2))).text())
          .contains("This is not the code");
    }
    assertThat(answerByLink(letter, Map.of("answer", "go")).text())
        .contains("Too many wrong codes");
    itIs(now().plus(Duration.ofMinutes(16)));
    assertThat(answerByLink(letter, Map.of("answer", "go")).text()).contains("your answer counts");
  }

  @Test
  void theCodeOfOneMailOpensNoOtherLink() {
    Case one = ask(newGroup(), "R3");
    Letter bens = letters.to(one.group().ben(), "Go or no-go");
    Letter anas = letters.to(one.group().ana(), "Go or no-go");
    assertThat(send(open(bens.link()), Map.of("answer", "go", "code", code(anas))).text())
        .contains("This is not the code");
    assertThat(door.get(null, "/links/approval/" + "A".repeat(32)).status()).isEqualTo(404);
    assertThat(door.get(null, bens.link().replace("approval", "ownership")).status())
        .isEqualTo(404);
    assertThat(
            database.queryForObject(
                "select count(*) from personal_link where token_hash like ? or code_hash like ?",
                Long.class,
                "%" + bens.link().substring(bens.link().lastIndexOf('/') + 1) + "%",
                "%" + code(bens) + "%"))
        .isZero();
  }

  @Test
  void aServiceMayGetAnAnswerOfItsOwn() {
    Case one = ask(newGroup(), "R3");
    String blog = one.group().slug() + ".blog";
    answerByLink(
        letters.to(one.group().ben(), "Go or no-go"),
        Map.of("answer", "go", "reason", "Feast", "exceptFor", blog, "exceptAnswer", "noGo"));
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(state(part(one))).isEqualTo("blocked");
    letterThatSays(one.group().ana(), "It does not hold for " + blog + ". For those: no-go.");
  }

  @Test
  void forTenMinutesItIsUndoneThereAndThenThePageTellsHowItEnded() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    assertThat(answerByLink(letter, Map.of("answer", "go")).text()).contains("Undo the go");
    assertThat(door.get(null, letters.to(one.group().ana(), "Go or no-go").link()).text())
        .as("only who has said it")
        .doesNotContain("Undo the go");
    assertThat(send(open(letter.link()), Map.of("answer", "undo")).text())
        .contains("Type in the code");
    assertThat(state(one)).isEqualTo("goSoon");
    assertThat(answerByLink(letter, Map.of("answer", "undo")).text())
        .contains("The answer is taken back");
    assertThat(state(one)).isEqualTo("asked");
    answerByLink(letter, Map.of("answer", "go"));
    OpenPage old = open(letter.link());
    pass(one, Duration.ofMinutes(11));
    send(one, "owner-approval.carriedOut");
    String ended = door.get(null, letter.link()).text();
    assertThat(ended).contains("It was carried out.").doesNotContain("<form");
    assertThat(send(old, Map.of("answer", "noGo", "reason", "x", "code", code(letter))).text())
        .contains("too late");
  }

  @Test
  void whoIsAskedAgainSeesWhyAndWhatOpsSay() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    assertThat(door.get(null, letter.link()).text()).doesNotContain("id=\"again\"");
    answerByLink(letter, Map.of("answer", "help", "reason", "What is this?"));
    decide(one, "ops", "userTask_helpOwners", Map.of("reason", "It is <small>."));
    assertThat(door.get(null, letter.link()).text())
        .contains("Community Ops have helped where it was asked for.", "It is &lt;small&gt;.");
    say(one, one.group().ana(), "go");
    assertThat(door.get(null, letter.link()).text()).doesNotContain("have helped", "small");
  }

  @Test
  void everyReaderReadsTheirLanguage() {
    Map<String, List<String>> said =
        Map.of(
            "de", List.of("Go oder No-Go?", "Sie antworten als", "Danke, Ihre Antwort zählt"),
            "es", List.of("¿Adelante o no?", "Responde como", "Gracias, su respuesta cuenta"),
            "fr",
                List.of(
                    "Oui ou non ?", "Vous répondez en tant que", "Merci, votre réponse compte"));
    said.forEach(
        (language, words) -> {
          Group group = newGroup(language);
          Case one = ask(group, "R3");
          Letter letter = letterThatSays(group.ana(), "/links/approval/");
          String page = door.get(null, letter.link()).text();
          assertThat(page).contains("lang=\"" + language + "\"", words.get(0), words.get(1));
          assertThat(answerByLink(letter, Map.of("answer", "go")).text()).contains(words.get(2));
          assertThat(state(one)).isEqualTo("goSoon");
        });
  }

  @Test
  void whoIsNotAnOwnerAnyMoreSeesHowItStandsAndCannotAnswer() {
    Case one = ask(newGroup(), "R3");
    Letter letter = letters.to(one.group().ben(), "Go or no-go");
    OpenPage page = open(letter.link());
    door.send(
        "ops",
        "DELETE",
        "/api/communities/" + one.group().slug() + "/owners/" + one.group().ben(),
        null);
    Answer answer = send(page, Map.of("answer", "go", "code", code(letter)));
    assertThat(answer.text()).contains("not an owner of this community any more");
    assertThat(answer.text()).doesNotContain("<form");
    assertThat(state(one)).isEqualTo("asked");
    assertThat(new HashSet<>(audit(one))).hasSize(1);
  }
}
