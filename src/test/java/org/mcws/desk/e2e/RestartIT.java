package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/**
 * The packaged desk dies at bad moments and is started again on what is on its disk, the last time
 * from the compiler's output, which must not deploy a second version of any model.
 */
class RestartIT {

  private static final String SLUG = "hispano";
  private static final String INFO = "info@hispano.example";

  @TempDir private Path folder;
  private DeskProcess desk;
  private Story story;

  @BeforeEach
  void start() {
    desk = new DeskProcess(folder).startJar();
    story = new Story(desk, SLUG);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void goesOnWhereItWasWhenItDiesAgainAndAgain() throws Exception {
    story.request();
    story.outside().person(story.diego()).awaitLink("/links/ownership/");
    story.confirm(story.carmen());
    assertThat(story.steps()).contains("Confirm ownership");
    desk.killDeskOnly();
    desk.startJar();

    assertThat(story.steps()).containsExactly("Confirm ownership");
    makeMarathonSlow();
    story.confirm(story.diego());
    await().atMost(Duration.ofMinutes(2)).until(() -> !story.outside().apps().isEmpty());
    // Marathon has made the first app, but its answer has not arrived: nothing is committed.
    assertThat(story.steps()).contains("Provision hosting");
    desk.kill();
    desk.startJar();

    story.awaitHandover();
    story.choosePassword(story.carmen());
    story.openMailbox(story.carmen(), INFO);
    story.outside().send(INFO, "Before the last crash");
    story.outside().mailbox(INFO, Story.MAILBOX_PASSWORD).awaitSubject("Before the last crash");
    desk.kill();
    desk.startExploded();

    everyModelHasOneVersion();
    assertThat(story.steps()).containsExactly("Take over the services");
    everythingIsThereOnce();
    story.takeOver(story.carmen());
    story.awaitOnboarded();
    story.outside().person(story.diego()).awaitSubject("Welcome, Mozilla hispano");
    everyMailCameOnce(story.carmen());
    everyMailCameOnce(story.diego());
    everyMailCameOnce("ruth@hispano.test");
  }

  private void makeMarathonSlow() {
    Caller.Answer told =
        desk.caller()
            .post(
                "/api/sandbox/marathon/faults",
                "{\"kind\":\"delay\",\"method\":\"POST\",\"delay\":\"PT1M\",\"times\":1}");
    assertThat(told.status()).isEqualTo(200);
  }

  private void everythingIsThereOnce() {
    Outside outside = story.outside();
    assertThat(outside.apps()).isEqualTo(CommunityRequest.apps(SLUG));
    assertThat(CommunityRequest.apps(SLUG))
        .allSatisfy(app -> assertThat(outside.versions(app)).as(app).isEqualTo(1));
    assertThat(outside.mailboxes()).isEqualTo(CommunityRequest.mailboxes(SLUG));
    assertThat(outside.resolve("hispano.example", Type.MX)).hasSize(1);
    for (String site : List.of("blog", "www", "api")) {
      String host = site + ".hispano.example";
      assertThat(outside.resolve(host, Type.A)).hasSize(1);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(outside.visit(host).status()).isEqualTo(200));
    }
    assertThat(
            outside.mailbox(INFO, Story.MAILBOX_PASSWORD).mails().stream()
                .filter(mail -> mail.subject().equals("Before the last crash")))
        .hasSize(1);
  }

  /** A second copy of a mail has the same Message-ID, by which mail programs show one. */
  private void everyMailCameOnce(String person) {
    assertThat(
            story.outside().person(person).mails().stream()
                .map(mail -> Map.entry(mail.id(), mail.subject()))
                .distinct()
                .map(Map.Entry::getValue))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  private void everyModelHasOneVersion() {
    Caller ops = desk.caller().as("ops");
    for (String kind : List.of("process-definition", "decision-definition")) {
      JsonNode models = ops.get("/engine-rest/" + kind + "?maxResults=100").json();
      assertThat(StreamSupport.stream(models.spliterator(), false))
          .isNotEmpty()
          .allSatisfy(model -> assertThat(model.path("version").asInt()).isEqualTo(1));
    }
    assertThat(ops.get("/engine-rest/deployment/count").json().path("count").asInt()).isEqualTo(1);
  }
}
