package org.mcws.desk.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.engine.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Bills of materials: who may upload them, and when they count. */
@DeskTest
class SbomIT {

  private static final String SITE = "sbom-one.site";
  private static final String PATH = "/api/services/" + SITE + "/sbom";
  private static final String OLD = "ghcr.io/hispano/site:1.4";
  private static final String NEW = "ghcr.io/hispano/site:1.5";
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String DIGEST = "sha256:" + "4".repeat(64);
  private static final PackageName LEFT_PAD = PackageName.of("npm", "left-pad");

  @Autowired private Inventory inventory;
  @Autowired private People people;
  @Autowired private IdentityService identity;
  @Autowired private Door door;
  @Autowired private JdbcTemplate database;

  @BeforeEach
  void community() {
    for (String slug : List.of("sbom-one", "sbom-two")) {
      people.addCommunity(slug, slug);
      database.update(
          "insert into community (slug, name, languages, time_zone, state, created_at)"
              + " values (?, ?, 'en', 'UTC', 'ACTIVE', now())",
          slug,
          slug);
      people.addAccount(owner(slug), "Ann Owner");
      people.setPassword(owner(slug), PASSWORD);
      people.addOwner(slug, owner(slug));
    }
    inventory.reserve(
        List.of(
            service(ServiceKind.SITE, "site", OLD), service(ServiceKind.DOMAIN, "domain", null)));
    inventory.deliver("sbom-one");
  }

  @AfterEach
  void clear() {
    database.update("delete from delivered_service where community like 'sbom-%'");
    database.update("delete from community where slug like 'sbom-%'");
    for (String slug : List.of("sbom-one", "sbom-two")) {
      identity.deleteUser(owner(slug));
    }
  }

  @Test
  void aBillSaysWhatIsInTheImageThatRuns() {
    Answer answer =
        door.send(owner("sbom-one"), "PUT", PATH, bill("left-pad@1.1.0", "lodash@4.17.0"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("image").asText()).isEqualTo(OLD);
    assertThat(answer.json().path("counts").asBoolean()).isTrue();
    assertThat(answer.json().path("packages").asInt()).isEqualTo(2);
    assertThat(inventory.running(List.of(LEFT_PAD)))
        .extracting(
            c -> c.service().id(),
            RunningComponent::version,
            RunningComponent::purl,
            RunningComponent::origin)
        .containsExactly(tuple(SITE, "1.1.0", "pkg:npm/left-pad@1.1.0", Origin.SBOM));
    assertThat(
            door.get(owner("sbom-one"), "/api/services/" + SITE + "/components").json().toString())
        .contains("pkg:npm/lodash@4.17.0")
        // The image itself.
        .contains("ghcr.io/hispano/site");
    Answer changes = door.get(owner("sbom-one"), "/api/services/" + SITE + "/changes");
    assertThat(changes.json().at("/items/0/what").asText()).isEqualTo("sbom");
    assertThat(changes.json().at("/items/0/by").asText()).isEqualTo(owner("sbom-one"));
  }

  @Test
  void theNextBillOfTheSameImageTakesItsPlace() {
    put("", bill("left-pad@1.1.0", "lodash@4.17.0"));
    put("?image=" + OLD, bill("left-pad@1.3.0"));
    assertThat(versions()).containsExactly("1.3.0");
    assertThat(inventory.running(List.of(PackageName.of("npm", "lodash")))).isEmpty();
  }

  @Test
  void aBillThatCannotBeReadChangesNothing() {
    put("", bill("left-pad@1.1.0"));
    Answer answer = door.send(owner("sbom-one"), "PUT", PATH, bill("left-pad@1.3.0", "a b"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("/components/1/purl");
    Answer noImage = door.send(owner("sbom-one"), "PUT", PATH + "?image=a%20b", bill());
    assertThat(noImage.json().at("/errors/0/field").asText()).isEqualTo("image");
    assertThat(versions()).containsExactly("1.1.0");
  }

  @Test
  void aBillCountsWhileItsImageRuns() {
    put("", bill("left-pad@1.1.0"));
    Answer next = put("?image=" + NEW, bill("left-pad@1.3.0"));
    assertThat(next.json().path("counts").asBoolean()).isFalse();
    assertThat(versions()).containsExactly("1.1.0");

    inventory.updated(SITE, NEW, Optional.of(DIGEST), "why", "desk");
    assertThat(versions()).containsExactly("1.3.0");
    inventory.updated(SITE, "ghcr.io/hispano/site:1.6", Optional.empty(), "why", "desk");
    assertThat(versions()).isEmpty();
    // Rolled back.
    inventory.updated(SITE, OLD, Optional.empty(), "why", "desk");
    assertThat(versions()).containsExactly("1.1.0");
  }

  @Test
  void aDigestSaysMoreThanATag() {
    inventory.updated(SITE, NEW, Optional.of(DIGEST), "why", "desk");
    put("?image=" + DIGEST, bill("left-pad@1.0.0"));
    put("?image=" + NEW + "@sha256:" + "5".repeat(64), bill("left-pad@2.0.0"));
    assertThat(versions()).containsExactly("1.0.0");
    put("", bill("left-pad@1.2.0"));
    assertThat(versions()).containsExactly("1.2.0");
  }

  @Test
  void onlyAFewBillsAreKept() {
    put("", bill("left-pad@1.1.0"));
    IntStream.range(0, 8)
        .forEach(i -> put("?image=ghcr.io/hispano/site:2." + i, bill("left-pad@2." + i)));
    assertThat(
            database.queryForObject(
                "select count(*) from service_sbom where service = ?", Long.class, SITE))
        .isEqualTo(5);
    assertThat(versions()).containsExactly("1.1.0");
  }

  @Test
  void ownersOfTheCommunityAndOpsMayDoIt() {
    assertThat(door.send("ops", "PUT", PATH, bill()).status()).isEqualTo(200);
    assertThat(door.send(owner("sbom-two"), "PUT", PATH, bill()).status()).isEqualTo(404);
    assertThat(door.send("reviewer", "PUT", PATH, bill()).status()).isEqualTo(403);
    assertThat(door.send(null, "PUT", PATH, bill()).status()).isEqualTo(401);
    assertThat(
            door.send(owner("sbom-one"), "PUT", "/api/services/sbom-one.domain/sbom", bill())
                .status())
        .isEqualTo(409);
  }

  @Test
  void aBillIsJsonAndOnlySoLong() {
    assertThat(send("text/plain", bill()).status()).isEqualTo(415);
    assertThat(send("application/vnd.cyclonedx+json; version=1.4", bill()).status()).isEqualTo(200);
    String long21 = bill().replace("{", "{" + " ".repeat(21 * 1024 * 1024));
    assertThat(send("application/json", long21).status()).isEqualTo(413);
  }

  @Test
  void manyComponentsAreTaken() {
    String[] many =
        IntStream.range(0, 20_000).mapToObj(i -> "package-" + i + "@1." + i).toArray(String[]::new);
    Answer answer = put("", bill(many));
    assertThat(answer.json().path("packages").asInt()).as(answer.text()).isEqualTo(20_000);
    assertThat(
            door.get("ops", "/api/services/" + SITE + "/components?page=150&size=100")
                .json()
                .path("total")
                .asInt())
        .isEqualTo(20_001);
  }

  private List<String> versions() {
    return inventory.running(List.of(LEFT_PAD)).stream().map(RunningComponent::version).toList();
  }

  private Answer put(String query, String bill) {
    Answer answer = door.send(owner("sbom-one"), "PUT", PATH + query, bill);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private Answer send(String type, String bill) {
    HttpRequest.Builder request =
        door.request(PATH)
            .header("Content-Type", type)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("ops:ops".getBytes(StandardCharsets.UTF_8)))
            .expectContinue(true)
            .PUT(BodyPublishers.ofString(bill));
    return door.send(request.build());
  }

  private static String bill(String... packages) {
    return "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": ["
        + List.of(packages).stream()
            .map(p -> "{\"type\": \"library\", \"name\": \"x\", \"purl\": \"pkg:npm/" + p + "\"}")
            .collect(Collectors.joining(", "))
        + "]}";
  }

  private static String owner(String community) {
    return "ann@" + community + ".example";
  }

  private static DeliveredService service(ServiceKind kind, String name, String image) {
    return new DeliveredService(
        "sbom-one",
        kind,
        name,
        name + ".sbom-one.example",
        null,
        image,
        ManagedBy.COMMUNITY,
        "{}",
        Instant.now());
  }
}
