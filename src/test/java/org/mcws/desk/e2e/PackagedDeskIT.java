package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Type;

/** The packaged desk from outside: by HTTP, DNS, SMTP and IMAP only. */
class PackagedDeskIT {

  private static final String ENGINE_START = "/engine-rest/process-definition/key/onboarding/start";

  @TempDir private static Path folder;
  private static DeskProcess desk;

  @BeforeAll
  static void start() {
    desk = new DeskProcess(folder).startJar();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aCommunityGetsWhatItAskedFor() throws Exception {
    Story story = new Story(desk, "hispano");
    story.request();
    everybodyPlaysTheirPart(story, "hispano");

    Outside outside = story.outside();
    assertThat(outside.apps()).containsAll(CommunityRequest.apps("hispano"));
    assertThat(outside.mailboxes()).containsAll(CommunityRequest.mailboxes("hispano"));
    assertThat(story.items("/api/communities"))
        .filteredOn(community -> community.path("slug").asText().equals("hispano"))
        .singleElement()
        .satisfies(
            community -> {
              assertThat(community.path("state").asText()).isEqualTo("active");
              assertThat(community.path("ownerList").asText()).isEqualTo("healthy");
            });
    assertThat(
            story
                .items("/api/services")
                .filter(service -> service.path("community").asText().equals("hispano")))
        .hasSize(12)
        .allSatisfy(
            service ->
                assertThat(service.path("state").asText()).as("%s", service).isEqualTo("delivered"))
        .extracting(service -> service.path("kind").asText())
        .contains("site", "worker", "domain", "mail-domain", "mailbox", "alias");
  }

  @Test
  void theEnginesDoorLeadsToTheSame() throws Exception {
    Story story = new Story(desk, "brasil");
    story.requestAtTheEngine();
    everybodyPlaysTheirPart(story, "brasil");
  }

  private static void everybodyPlaysTheirPart(Story story, String slug) throws Exception {
    Outside outside = story.outside();
    outside
        .person("ruth@" + slug + ".test")
        .awaitSubject("Tenemos su solicitud para Mozilla " + slug);
    assertThat(outside.resolve("blog." + slug + ".example", Type.A)).isEmpty();

    Mailbox.Mail question = outside.person(story.carmen()).awaitLink("/links/ownership/");
    assertThat(question.language()).isEqualTo("es");
    PersonalPage page = new PersonalPage(question.link("/links/ownership/"));
    page.forge(Map.of("willing", "yes"));
    page.open();
    assertThat(story.state().path("summary").asText())
        .contains("Confirm ownership")
        .contains(story.carmen())
        .contains(story.diego());
    story.confirmBoth();
    story.choosePassword(story.carmen());
    story.awaitHandover();
    assertThat(story.state().path("visitorChecks"))
        .isNotEmpty()
        .allSatisfy(
            check -> assertThat(check.path("reached").asBoolean()).as("%s", check).isTrue());

    story.openMailbox(story.carmen(), "info@" + slug + ".example");
    story.takeOver(story.carmen());
    story.awaitOnboarded();

    for (String site : List.of("blog", "www", "api")) {
      String host = site + "." + slug + ".example";
      assertThat(outside.visit(host))
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(200))
          .satisfies(answer -> assertThat(answer.text()).contains("<h1>" + host + "</h1>"));
    }
    assertThat(outside.resolve(slug + ".example", Type.MX)).hasSize(1);
    assertThat(outside.resolve(CommunityRequest.ASCII_LABEL + "." + slug + ".example", Type.MX))
        .hasSize(1);

    Mailbox info = outside.mailbox("info@" + slug + ".example", Story.MAILBOX_PASSWORD);
    outside.send("hello@" + slug + ".example", "Does the alias work?");
    info.awaitSubject("Does the alias work?");
    outside.send("press@" + slug + ".example", "Does the other alias work?");
    info.awaitSubject("Does the other alias work?");
    outside.person("ruth@" + slug + ".test").awaitSubject("Does the other alias work?");
    outside.person(story.diego()).awaitSubject("Welcome, Mozilla " + slug);
    outside.person(story.carmen()).awaitSubject("Bienvenidos, Mozilla " + slug);
  }

  @Test
  void aSecondCommunityCannotTakeANameAndAnOwnerSeesOnlyTheirs() {
    Story story = new Story(desk, "galego");
    story.request();
    story.confirmBoth();
    story.choosePassword(story.diego());
    story.awaitHandover();
    Caller diego = desk.caller().as(story.diego(), Story.OWNER_PASSWORD);

    Story other = new Story(desk, "euskara");
    other.request();
    assertThat(diego.get("/engine-rest/process-instance/" + other.processInstanceId()).status())
        .isIn(403, 404);
    assertThat(diego.get("/api/onboardings").json().path("items"))
        .allSatisfy(seen -> assertThat(seen.path("businessKey").asText()).isEqualTo("galego"));

    refusedByBothDoors(CommunityRequest.of("galego"), "/community/slug");
    ObjectNode thief = CommunityRequest.of("asturianu");
    ((ObjectNode) thief.path("services").path(0)).put("host", "blog.galego.example");
    refusedByBothDoors(thief, "/services/0");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "a slug as people write it",
            "/community/slug",
            r -> community(r).put("slug", "Mozilla Hispano")),
        mistake("a slug of one letter", "/community/slug", r -> community(r).put("slug", "m")),
        mistake(
            "a slug that the desk needs", "/community/slug", r -> community(r).put("slug", "ops")),
        mistake("no community", "/community", r -> r.remove("community")),
        mistake(
            "an unknown time zone",
            "/community/timeZone",
            r -> community(r).put("timeZone", "Madrid")),
        mistake(
            "a language in words",
            "/community/languages/0",
            r -> community(r).putArray("languages").add("Spanish please")),
        mistake(
            "a misspelt property",
            "/requester/mail",
            r -> part(r, "requester").put("mail", "ruth@outside.test")),
        mistake(
            "an address without a host",
            "/requester/email",
            r -> part(r, "requester").put("email", "ruth")),
        mistake(
            "words for a number",
            "/project/expectedMonthlyVisitors",
            r -> part(r, "project").put("expectedMonthlyVisitors", "many")),
        mistake(
            "a day in words",
            "/project/establishedOn",
            r -> part(r, "project").put("establishedOn", "last year")),
        mistake(
            "a day in the future",
            "/project/establishedOn",
            r -> part(r, "project").put("establishedOn", "2999-01-01")),
        mistake(
            "a summary without end",
            "/project/summary",
            r -> part(r, "project").put("summary", "x".repeat(2001))),
        mistake("no owners", "/owners", r -> r.putArray("owners")),
        mistake("three owners with one address", "/owners/1/email", r -> sameAddress(r)),
        mistake(
            "21 owners",
            "/owners",
            r ->
                IntStream.range(0, 19)
                    .forEach(
                        i ->
                            r.withArray("owners")
                                .addObject()
                                .put("name", "O")
                                .put("email", "o" + i + "@x.test"))),
        mistake("services as text", "/services", r -> r.put("services", "a blog, please")),
        mistake("no services", "/services", r -> r.putArray("services")),
        mistake(
            "51 services",
            "/services",
            r ->
                IntStream.range(0, 42)
                    .forEach(
                        i ->
                            r.withArray("services")
                                .addObject()
                                .put("kind", "worker")
                                .put("name", "w" + i)
                                .put("image", "bot:1"))),
        mistake("an unknown kind", "/services/0/kind", r -> service(r, 0).put("kind", "website")),
        mistake(
            "an unknown blueprint",
            "/services/0/blueprint",
            r -> service(r, 0).put("blueprint", "drupal")),
        mistake(
            "a name outside the zones",
            "/services/0/host",
            r -> service(r, 0).put("host", "blog.mozilla.org")),
        mistake(
            "a host with a path",
            "/services/0/host",
            r -> service(r, 0).put("host", "https://blog.wrong.example/")),
        mistake(
            "one host for two sites",
            "/services/1/host",
            r -> service(r, 1).put("host", "BLOG.wrong.example")),
        mistake(
            "one name for two services",
            "/services/1/name",
            r -> service(r, 1).put("name", "blog")),
        mistake(
            "an image without a tag",
            "/services/2/image",
            r -> service(r, 2).put("image", "ghcr.io/wrong/api")),
        mistake(
            "an image by its web address",
            "/services/2/image",
            r -> service(r, 2).put("image", "https://ghcr.io/wrong/api:1.4")),
        mistake("an image without a port", "/services/2/port", r -> service(r, 2).remove("port")),
        mistake("port 99999", "/services/2/port", r -> service(r, 2).put("port", 99_999)),
        mistake(
            "a worker with a host",
            "/services/3/host",
            r -> service(r, 3).put("host", "bot.wrong.example")),
        mistake(
            "too much memory",
            "/services/3/resources/memory",
            r -> service(r, 3).withObject("/resources").put("memory", 1_000_000)),
        mistake(
            "a mailbox of nowhere",
            "/services/7/name",
            r -> service(r, 7).put("host", "elsewhere.wrong.example")),
        mistake("an alias to nobody", "/services/8/targets", r -> service(r, 8).remove("targets")),
        mistake(
            "an alias to a mailbox that is not there",
            "/services/8/targets",
            r -> service(r, 8).putArray("targets").add("nobody")),
        mistake("something else as well", "/comment", r -> r.put("comment", "thank you")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aNewcomersMistakeIsExplainedByBothDoorsAlikeAndMakesNothing(
      String mistake, String field, Consumer<ObjectNode> change) {
    ObjectNode request = CommunityRequest.of("wrong");
    change.accept(request);
    refusedByBothDoors(request, field);
  }

  @Test
  void allMistakesAreToldAtOnce() {
    ObjectNode request = CommunityRequest.of("wrong");
    community(request).put("slug", "Wrong");
    part(request, "requester").put("email", "ruth");
    service(request, 0).put("host", "blog.mozilla.org");
    JsonNode errors = refusedByBothDoors(request, "/community/slug");
    assertThat(fields(errors)).contains("/requester/email", "/services/0/host");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    Caller.Answer answer = desk.caller().as("ops").post("/api/onboardings", "community: wrong");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("title").asText()).isEqualTo("The input is not valid");
  }

  @Test
  void strangersStayOutside() {
    assertThat(desk.caller().post("/api/onboardings", CommunityRequest.of("wrong")).status())
        .isEqualTo(401);
    assertThat(
            desk.caller()
                .post(ENGINE_START, CommunityRequest.asVariables(CommunityRequest.of("wrong")))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aRepeatedRequestWithTheSameKeyIsOneRequest() {
    Caller patient = desk.caller().as("ops").with("Idempotency-Key", "valencia-1");
    ObjectNode request = CommunityRequest.of("valencia");
    Caller.Answer first = patient.post("/api/onboardings", request);
    Caller.Answer again = patient.post("/api/onboardings", request);
    assertThat(first.status()).isEqualTo(202);
    assertThat(again).isEqualTo(first);
    refusedByBothDoors(request, "/community/slug");
  }

  /** The errors, which both doors tell in the same words. */
  private static JsonNode refusedByBothDoors(ObjectNode request, String field) {
    Caller ops = desk.caller().as("ops");
    List<Integer> before = things(ops);
    Caller.Answer api = ops.post("/api/onboardings", request);
    Caller.Answer engine = ops.post(ENGINE_START, CommunityRequest.asVariables(request));
    assertThat(api.status()).as("%s", api).isEqualTo(400);
    assertThat(engine.status()).as("%s", engine).isEqualTo(400);
    assertThat(withoutPath(engine)).isEqualTo(withoutPath(api));
    JsonNode errors = api.json().path("errors");
    assertThat(fields(errors)).as("%s", errors).contains(field);
    assertThat(errors).allSatisfy(error -> assertThat(error.path("message").asText()).isNotBlank());
    assertThat(things(ops)).isEqualTo(before);
    return errors;
  }

  private static JsonNode withoutPath(Caller.Answer answer) {
    ObjectNode problem = answer.json().deepCopy();
    problem.remove("instance");
    return problem;
  }

  private static List<String> fields(JsonNode errors) {
    return StreamSupport.stream(errors.spliterator(), false)
        .map(error -> error.path("field").asText())
        .toList();
  }

  /** How much there is of what a start makes. */
  private static List<Integer> things(Caller ops) {
    Caller admin = desk.caller().as("admin");
    return List.of(
        ops.get("/engine-rest/history/process-instance/count").json().path("count").asInt(),
        ops.get("/api/onboardings").json().path("total").asInt(),
        ops.get("/api/communities").json().path("total").asInt(),
        admin.get("/engine-rest/tenant/count").json().path("count").asInt(),
        admin.get("/engine-rest/group/count").json().path("count").asInt());
  }

  private static Arguments mistake(String name, String field, Consumer<ObjectNode> change) {
    return Arguments.of(name, field, change);
  }

  private static void sameAddress(ObjectNode request) {
    request.withArray("owners").addObject().put("name", "Third").put("email", "carmen@wrong.test");
    ((ObjectNode) request.path("owners").path(1)).put("email", "Carmen@wrong.test");
  }

  private static ObjectNode community(ObjectNode request) {
    return part(request, "community");
  }

  private static ObjectNode part(ObjectNode request, String name) {
    return (ObjectNode) request.path(name);
  }

  private static ObjectNode service(ObjectNode request, int index) {
    return (ObjectNode) request.path("services").path(index);
  }
}
