package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One community's onboarding, as the people in it live it. */
final class Story {

  static final String OWNER_PASSWORD = "Long-Enough-7";
  static final String MAILBOX_PASSWORD = "for my mailbox";

  /** What fails once is tried again after ten minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final DeskProcess desk;
  private final String slug;
  private String id;
  private String processInstanceId;

  Story(DeskProcess desk, String slug) {
    this.desk = desk;
    this.slug = slug;
  }

  /** Asks through the desk's API. */
  void request() {
    request(CommunityRequest.of(slug));
  }

  /** Asks for something else through the desk's API. */
  void request(ObjectNode request) {
    Caller.Answer started = ops().post("/api/onboardings", request);
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    assertThat(started.json().path("businessKey").asText()).isEqualTo(slug);
    id = started.json().path("id").asText();
    assertThat(started.location()).isEqualTo("/api/onboardings/" + id);
    processInstanceId = started.json().path("processInstanceId").asText();
  }

  /** Asks through the engine's REST. */
  void requestAtTheEngine() {
    Caller.Answer started =
        ops()
            .post(
                "/engine-rest/process-definition/key/onboarding/start",
                CommunityRequest.asVariables(CommunityRequest.of(slug)));
    assertThat(started.status()).as(started.toString()).isEqualTo(200);
    processInstanceId = started.json().path("id").asText();
    id =
        items("/api/onboardings")
            .filter(o -> o.path("processInstanceId").asText().equals(processInstanceId))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
  }

  /** Both owners say yes by the link in their mail. */
  void confirmBoth() {
    confirm(carmen());
    confirm(diego());
  }

  /** The person follows the link in the mail and says yes. */
  void confirm(String owner) {
    String link = outside().person(owner).awaitLink("/links/ownership/").link("/links/ownership/");
    assertThat(new PersonalPage(link).send(Map.of("willing", "yes"))).contains("You are an owner");
  }

  /** The owner follows the second mail's link and gives the new account a password. */
  void choosePassword(String owner) {
    String link = outside().person(owner).awaitLink("/links/password/").link("/links/password/");
    assertThat(new PersonalPage(link).send(Map.of("password", OWNER_PASSWORD)))
        .contains("Your password is set");
  }

  /** The owner opens a mailbox by the link in the mail of the hand-over. */
  void openMailbox(String owner, String mailbox) {
    String link = outside().person(owner).awaitLink("/links/mailboxes/").link("/links/mailboxes/");
    assertThat(
            new PersonalPage(link).send(Map.of("mailbox", mailbox, "password", MAILBOX_PASSWORD)))
        .contains("has its password now");
  }

  /** Waits until the owners are to take their services over. */
  void awaitHandover() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(steps()).as(state().toString()).contains("Take over the services"));
  }

  /** The owner finishes the hand-over in the engine's REST. */
  void takeOver(String owner) {
    Caller engine = desk.caller().as(owner, OWNER_PASSWORD);
    JsonNode tasks =
        engine.get("/engine-rest/task?maxResults=50&processInstanceId=" + processInstanceId).json();
    assertThat(tasks).as(tasks.toString()).hasSize(1);
    ObjectNode answer =
        CommunityRequest.json("{\"variables\":{\"handover\":{\"value\":\"complete\"}}}");
    Caller.Answer done =
        engine.post(
            "/engine-rest/task/" + tasks.path(0).path("id").asText() + "/submit-form", answer);
    assertThat(done.status()).as(done.toString()).isEqualTo(204);
  }

  void awaitOnboarded() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> state().path("state").asText().equals("onboarded"));
    assertThat(state().path("summary").asText()).isEqualTo("The community has its services.");
  }

  /** Where it stands, as Ops see it. */
  JsonNode state() {
    return ops().get("/api/onboardings/" + id).json();
  }

  /** What it waits for. */
  List<String> steps() {
    return StreamSupport.stream(state().path("waitingFor").spliterator(), false)
        .map(step -> step.path("step").asText())
        .toList();
  }

  /** The entries of a list of the desk's API, as Ops see them. */
  java.util.stream.Stream<JsonNode> items(String list) {
    JsonNode page = ops().get(list + (list.contains("?") ? "&" : "?") + "size=100").json();
    return StreamSupport.stream(page.path("items").spliterator(), false);
  }

  String carmen() {
    return "carmen@" + slug + ".test";
  }

  String diego() {
    return "diego@" + slug + ".test";
  }

  String processInstanceId() {
    return processInstanceId;
  }

  Caller ops() {
    return desk.caller().as("ops");
  }

  Outside outside() {
    return new Outside(desk);
  }
}
