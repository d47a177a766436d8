package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.build.BuildHands;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Services whose images are built from what the community hands in. */
class OnboardingBuildProcessTests extends OnboardingStage {

  private static final String BOT =
      "{\"kind\": \"worker\", \"name\": \"bot\", \"starter\": \"telegram-bot-python\"}";
  private static final String BACKUP =
      "{\"kind\": \"scheduled\", \"name\": \"backup\", \"starter\": \"scheduled-script\","
          + " \"schedule\": {\"cron\": \"30 2 * * *\"}}";
  private static final String SITE =
      "{\"kind\": \"site\", \"name\": \"www\", \"host\": \"www.SLUG.example\", \"port\": 8080,"
          + " \"dockerfile\": \"FROM nginxinc/nginx-unprivileged:1.29-alpine\\nRUN echo hello >"
          + " /usr/share/nginx/html/index.html\\nUSER 101\\nEXPOSE 8080\\nCMD [\\\"nginx\\\", \\\"-g\\\","
          + " \\\"daemon off;\\\"]\\n\"}";

  private static final String BROKEN_SITE =
      SITE.replace(
          "echo hello > /usr/share/nginx/html/index.html", "echo compiling \\u0026\\u0026 exit 3");

  @Autowired private BeanFactory desk;

  @AfterEach
  void behave() {
    door.send(null, "DELETE", "/api/sandbox/engine/faults", null);
  }

  @Test
  void whatIsToRunIsBuiltFirstAndPinnedByItsDigest() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT, SITE));
    work(play);
    assertThat(instance(play)).isWaitingAt("receiveTask_awaitImages");
    assertThat(platform.apps(play.slug())).isEmpty();
    assertThat(told(play).text()).contains("Await the images (the desk)");
    BuildHands.work(desk);
    work(play);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
    for (String name : new String[] {"bot", "www"}) {
      JsonNode service = service(play, name);
      assertThat(service.path("image").asText())
          .matches(
              "registry\\.example/communities/"
                  + play.slug()
                  + "/"
                  + name
                  + ":files-[0-9a-f]{12}@sha256:[0-9a-f]{64}");
      assertThat(service.path("imageDigest").asText())
          .isEqualTo(service.path("image").asText().replaceFirst(".*@", ""));
      assertThat(platform.image("/" + play.slug() + "/" + name))
          .isEqualTo(service.path("image").asText());
    }
  }

  @Test
  void whatCameFromADockerfileIsDeliveredFromTheNextOneThatIsUploaded() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT, SITE));
    work(play);
    BuildHands.work(desk);
    work(play);
    takeOver(play, play.asked().ana());
    work(play);
    for (String name : new String[] {"bot", "www"}) {
      String address = "/api/services/" + play.slug() + "." + name;
      JsonNode source = door.get("ops", address + "/delivery").json();
      assertThat(source.path("mode").asText()).isEqualTo("one-owner");
      assertThat(source.path("staged").asBoolean()).isEqualTo(name.equals("www"));
      assertThat(source.has("repository")).isFalse();
      assertThat(door.get("ops", address + "/releases").json().path("items")).hasSize(1);
    }
  }

  @Test
  void whatRunsWhenItsTimeComesIsBuiltAndWaitsForIt() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BACKUP));
    work(play);
    BuildHands.work(desk);
    work(play);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
    assertThat(platform.apps(play.slug())).containsExactly("/" + play.slug() + "/backup");
    assertThat(schedule(play).status()).as("it does not run yet").isEqualTo(409);

    takeOver(play, play.asked().ana());
    work(play);

    assertThat(service(play, "backup").path("state").asText()).isEqualTo("delivered");
    JsonNode schedule = schedule(play).json();
    assertThat(schedule.path("cron").asText()).isEqualTo("30 2 * * *");
    assertThat(schedule.path("timeZone").asText()).isEqualTo("Europe/Madrid");
    assertThat(schedule.path("overlap").asText()).isEqualTo("skip");
    assertThat(schedule.has("nextAt")).isTrue();
  }

  private Answer schedule(Play play) {
    return door.get("ops", "/api/services/" + play.slug() + ".backup/schedule");
  }

  @Test
  void itWaitsForTheLastOfSeveralImages() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT, SITE));
    work(play);
    // The first build that comes to the engine breaks, and is put off.
    misbehave("engine", "{\"kind\": \"cut\", \"path\": \"/build\", \"times\": 1}");
    BuildHands.work(desk);
    work(play);
    assertThat(instance(play)).isWaitingAt("receiveTask_awaitImages");
    pass(play, Duration.ofSeconds(11));
    BuildHands.work(desk);
    work(play);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
  }

  @Test
  void anImageThatIsNotBuiltIsForOpsWithTheLogAndTriedAgain() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BROKEN_SITE));
    work(play);
    BuildHands.work(desk);
    work(play);
    Task task = task(play, "userTask_resolveHostingRefusal");
    assertThat((String) tasks.getVariable(task.getId(), "refusal"))
        .contains(
            "The image of " + play.slug() + ".www is not built: A step failed",
            "/api/builds/",
            "RUN echo compiling && exit 3");
    assertThat(platform.apps(play.slug())).isEmpty();
    complete("ops", task, Map.of());
    work(play);
    assertThat(instance(play)).isWaitingAt("receiveTask_awaitImages");
    BuildHands.work(desk);
    work(play);
    assertThat(task(play, "userTask_resolveHostingRefusal")).isNotNull();
    assertThat(
            door.get("ops", "/api/services/" + play.slug() + ".www/builds")
                .json()
                .path("total")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void onlyWhatIsMissingIsBuiltAgain() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT, BROKEN_SITE));
    work(play);
    BuildHands.work(desk);
    work(play);
    complete("ops", task(play, "userTask_resolveHostingRefusal"), Map.of());
    BuildHands.work(desk);
    assertThat(builds(play, "bot")).isEqualTo(1);
    assertThat(builds(play, "www")).isEqualTo(2);
  }

  @Test
  void buildingThatTakesForeverIsForOps() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT));
    work(play);
    pass(play, Duration.ofHours(25));
    assertThat(
            (String)
                tasks.getVariable(task(play, "userTask_resolveHostingRefusal").getId(), "refusal"))
        .contains("is not built in time");
    // It comes after all.
    BuildHands.work(desk);
    complete("ops", task(play, "userTask_resolveHostingRefusal"), Map.of());
    work(play);
    assertThat(task(play, "userTask_takeOver")).isNotNull();
  }

  @Test
  void whoAbandonsItWantsNoImageAnyMore() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(BOT));
    work(play);
    abandon(play, "They found another home.");
    work(play);
    assertThat(ends(play)).contains("endEvent_abandoned");
    BuildHands.work(desk);
    assertThat(door.get("ops", "/api/services/" + play.slug() + ".bot/builds").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'worker','name':'bot'} | /services/0/image | name the image that runs, or what it",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script'} | /services/0/schedule | say"
            + " when it runs",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script','schedule':{'cron':'1 2 3'}}"
            + " | /services/0/schedule/cron | the five fields of a crontab",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script','schedule':{'overlap':'skip'}}"
            + " | /services/0/schedule/cron | is missing",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script','schedule':"
            + "{'cron':'@daily','overlap':'maybe'}} | /services/0/schedule/overlap | must be one of skip",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script','schedule':"
            + "{'cron':'@daily','timeZone':'Mars'}} | /services/0/schedule/timeZone | use a time zone",
        "{'kind':'scheduled','name':'job','starter':'scheduled-script','schedule':{'cron':'@daily'},"
            + "'resources':{'instances':2}} | /services/0/resources/instances | is not for a scheduled",
        "{'kind':'worker','name':'bot','starter':'bash-script','schedule':{'cron':'@daily'}} |"
            + " /services/0/schedule | is not for a worker",
        "{'kind':'worker','name':'bot','starter':'scheduled-script'} | /services/0/starter | is for a"
            + " scheduled",
        "{'kind':'worker','name':'bot','starter':'nothing'} | /services/0/starter | use one of"
            + " bash-script",
        "{'kind':'worker','name':'bot','starter':'static-site'} | /services/0/starter | is for a"
            + " site",
        "{'kind':'worker','name':'bot','starter':'bash-script','image':'a.example/b:1'} |"
            + " /services/0/image | leave it out",
        "{'kind':'worker','name':'bot','starter':'bash-script','dockerfile':'FROM a:1'} |"
            + " /services/0/dockerfile | leave one of them out",
        "{'kind':'domain','name':'SLUG.example','starter':'bash-script'} | /services/0/starter | is"
            + " not for a domain",
        "{'kind':'site','name':'www','host':'www.SLUG.example','blueprint':'static',"
            + "'dockerfile':'FROM a:1'} | /services/0/dockerfile | is not used with a blueprint",
        "{'kind':'site','name':'www','host':'www.SLUG.example','dockerfile':'FROM a:1'} |"
            + " /services/0/port | on which port",
        "{'kind':'worker','name':'bot','starter':'bash-script','repository':{'url':'https://a.example/b'}}"
            + " | /services/0/repository | is not used with a starter",
        "{'kind':'worker','name':'bot','repository':{'url':'http://a.example/b'}} |"
            + " /services/0/repository/url | is not reached by https",
        "{'kind':'worker','name':'bot','repository':{'url':'https://a.example/b','folder':'../c'}} |"
            + " /services/0/repository/folder | use a path",
        "{'kind':'worker','name':'bot','repository':{'ref':'main'}} |"
            + " /services/0/repository/url | is missing",
        "{'kind':'worker','name':'bot','dockerfile':'FROM debian:12/nRUN/n'} |"
            + " /services/0/dockerfile | has an error: Line 2: RUN lacks something",
      })
  void whatCannotBeBuiltIsToldBeforeAnythingIsMade(String service, String field, String words) {
    AskedFor asked =
        AskedFor.forNewCommunity().services(service.replace('\'', '"').replace("/n", "\\n"));
    Answer answer = post("reviewer", asked);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains(field, words);
  }

  private int builds(Play play, String name) {
    return door.get("ops", "/api/services/" + play.slug() + "." + name + "/builds")
        .json()
        .path("total")
        .asInt();
  }
}
