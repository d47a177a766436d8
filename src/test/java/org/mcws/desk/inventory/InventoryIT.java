package org.mcws.desk.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the desk knows of what runs: by Java for other rooms, and by REST. */
@DeskTest
class InventoryIT {

  private static final PackageName WORDPRESS = PackageName.of("generic", "wordpress");
  private static final String OLD = "wordpress:6.8.3-php8.3-apache";
  private static final String NEW = "wordpress:6.8.4-php8.3-apache";
  private static final String DIGEST = "sha256:" + "4".repeat(64);

  @Autowired private Inventory inventory;
  @Autowired private Blueprints blueprints;
  @Autowired private Door door;
  @Autowired private JdbcTemplate database;

  @BeforeEach
  void community() {
    for (String slug : List.of("inv-one", "inv-two")) {
      database.update(
          "insert into community (slug, name, languages, time_zone, state, created_at)"
              + " values (?, ?, 'en', 'UTC', 'ACTIVE', now())",
          slug,
          slug);
    }
    inventory.reserve(
        List.of(
            site("inv-one", "blog", "wordpress", OLD),
            site("inv-one", "pages", "static", "nginxinc/nginx-unprivileged:1.29-alpine"),
            site("inv-one", "own", null, "ghcr.io/hispano/site:1.4"),
            service("inv-one", ServiceKind.DOMAIN, "inv-one.example", null, null)));
    inventory.deliver("inv-one");
    inventory.reserve(List.of(site("inv-two", "blog", "wordpress", OLD)));
  }

  @AfterEach
  void clear() {
    database.update("delete from delivered_service where community like 'inv-%'");
    database.update("delete from community where slug like 'inv-%'");
  }

  @Test
  void aBlueprintsServiceRunsWhatTheBlueprintContains() {
    assertThat(ours(inventory.running(List.of(WORDPRESS, PackageName.of("composer", "Roots/X")))))
        .extracting(c -> c.service().id(), RunningComponent::version, RunningComponent::origin)
        .containsExactly(tuple("inv-one.blog", "6.8.3", Origin.BLUEPRINT));
    // The tag's words are no part of the version.
    assertThat(ours(inventory.running(List.of(PackageName.of("pkg:docker/wordpress")))))
        .extracting(RunningComponent::version)
        .containsExactly("6.8.3");
  }

  @Test
  void anImageOfTheCommunitysOwnIsAComponentByItsTag() {
    assertThat(inventory.running(List.of(PackageName.of("docker", "ghcr.io/hispano/site"))))
        .extracting(c -> c.service().id(), RunningComponent::version, RunningComponent::origin)
        .containsExactly(tuple("inv-one.own", "1.4", Origin.IMAGE));
  }

  @Test
  void packagesOfTheSameNameButAnotherTypeAreOthers() {
    assertThat(
            inventory.running(
                List.of(
                    PackageName.of("npm", "wordpress"),
                    PackageName.of("generic", "ghcr.io/hispano/site"))))
        .isEmpty();
    assertThat(inventory.running(List.of())).isEmpty();
  }

  @Test
  void whatIsOnlyReservedDoesNotRun() {
    assertThat(ours(inventory.running(List.of(WORDPRESS)))).hasSize(1);
    inventory.deliver("inv-two");
    assertThat(ours(inventory.running(List.of(WORDPRESS)))).hasSize(2);
    assertThat(inOurs(inventory.runningImages(List.of(OLD)))).hasSize(2);
  }

  @Test
  void imagesAreFoundByReferenceAndByDigest() {
    assertThat(ids("docker.io/library/" + OLD, "not an image")).containsExactly("inv-one.blog");
    assertThat(ids("wordpress", "ghcr.io/hispano/site:1.5", DIGEST)).isEmpty();
    inventory.updated("inv-one.blog", OLD, Optional.of(DIGEST), "looked", "desk");
    assertThat(ids(DIGEST)).containsExactly("inv-one.blog");
    assertThat(ids("wordpress@" + DIGEST)).containsExactly("inv-one.blog");
    assertThat(ids(OLD)).containsExactly("inv-one.blog");
    // The same tag, but another image by its digest.
    assertThat(ids(OLD + "@sha256:" + "5".repeat(64))).isEmpty();
  }

  @Test
  void anUpdateIsRecordedOnceAndTheComponentsFollow() {
    inventory.updated("inv-one.blog", NEW, Optional.of(DIGEST), "CVE-2026-1", "ana@one.example");
    inventory.updated("inv-one.blog", NEW, Optional.of(DIGEST), "CVE-2026-1", "ana@one.example");
    inventory.updated("inv-one.blog", NEW, Optional.empty(), "CVE-2026-1", "ana@one.example");
    DeliveredService blog = inventory.find("inv-one.blog").orElseThrow();
    assertThat(blog.image()).isEqualTo(NEW);
    assertThat(blog.imageDigest()).contains(DIGEST);
    assertThat(blog.imageVersion()).contains("6.8.4");
    assertThat(ours(inventory.running(List.of(WORDPRESS))))
        .extracting(RunningComponent::version)
        .containsExactly("6.8.4");

    JsonNode changes = door.get("ops", "/api/services/inv-one.blog/changes").json();
    assertThat(changes.path("total").asInt()).as(changes.toString()).isEqualTo(2);
    JsonNode newest = changes.at("/items/0");
    assertThat(newest.path("what").asText()).isEqualTo("image");
    assertThat(newest.path("from").asText()).isEqualTo(OLD);
    assertThat(newest.path("to").asText()).isEqualTo(NEW + "@" + DIGEST);
    assertThat(newest.path("by").asText()).isEqualTo("ana@one.example");
    assertThat(newest.path("why").asText()).isEqualTo("CVE-2026-1");
    assertThat(changes.at("/items/1/what").asText()).isEqualTo("delivered");

    inventory.updated("inv-one.blog", "wordpress:latest", Optional.empty(), "by hand", "ops");
    assertThat(ours(inventory.running(List.of(WORDPRESS))))
        .extracting(RunningComponent::version)
        .containsExactly("");
  }

  @Test
  void nothingIsRecordedOfWhatIsNotThere() {
    assertThatThrownBy(() -> inventory.updated("inv-one.x", NEW, Optional.empty(), "", "desk"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aBlueprintNamesItsImageOfAnotherVersion() {
    Blueprint wordpress = blueprints.findById("wordpress").orElseThrow();
    assertThat(wordpress.imageFor("6.8.4")).contains(NEW);
    assertThat(wordpress.imageFor("1:6.8.4~rc1 beta")).isEmpty();
    assertThat(wordpress.contains(WORDPRESS)).isTrue();
    assertThat(wordpress.contains(PackageName.of("deb", "debian/openssl"))).isFalse();
    assertThat(blueprints.findAllByOrderById())
        .allSatisfy(
            blueprint -> {
              String version = blueprint.versionOf(blueprint.image()).orElseThrow();
              assertThat(blueprint.imageFor(version)).contains(blueprint.image());
            });
  }

  @Test
  void aServiceSaysWhereItRunsAndWhoReachesIt() {
    assertThat(inventory.of("inv-one"))
        .extracting(DeliveredService::id, DeliveredService::runsImage, DeliveredService::isExposed)
        .containsExactly(
            tuple("inv-one.blog", true, true),
            tuple("inv-one.inv-one.example", false, false),
            tuple("inv-one.own", true, true),
            tuple("inv-one.pages", true, true));
    assertThat(inventory.find("inv-one.blog").orElseThrow().appId()).isEqualTo("/inv-one/blog");
  }

  @Test
  void componentsComeInPagesToThoseWhoMaySeeThem() {
    JsonNode page = door.get("ops", "/api/services/inv-one.blog/components?size=2").json();
    assertThat(page.path("total").asInt()).as(page.toString()).isEqualTo(6);
    assertThat(page.at("/items/0/type").asText()).isEqualTo("composer");
    assertThat(page.at("/items/0/version").asText()).isEqualTo("6.8.3");
    assertThat(page.at("/items/0/origin").asText()).isEqualTo("blueprint");
    assertThat(door.get("reviewer", "/api/services/inv-one.blog/components").status())
        .isEqualTo(404);
    assertThat(door.get("reviewer", "/api/services/inv-one.blog/changes").status()).isEqualTo(404);
  }

  private List<String> ids(String... images) {
    return inOurs(inventory.runningImages(List.of(images))).stream()
        .map(DeliveredService::id)
        .toList();
  }

  /** Other tests on the same desk may have services. */
  private static List<RunningComponent> ours(List<RunningComponent> all) {
    return all.stream().filter(c -> c.service().community().startsWith("inv-")).toList();
  }

  private static List<DeliveredService> inOurs(List<DeliveredService> all) {
    return all.stream().filter(s -> s.community().startsWith("inv-")).toList();
  }

  private static DeliveredService site(
      String community, String name, String blueprint, String image) {
    return service(community, ServiceKind.SITE, name, blueprint, image);
  }

  private static DeliveredService service(
      String community, ServiceKind kind, String name, String blueprint, String image) {
    return new DeliveredService(
        community,
        kind,
        name,
        name + "." + community + ".example",
        blueprint,
        image,
        blueprint == null ? ManagedBy.COMMUNITY : ManagedBy.OPS,
        "{}",
        Instant.now());
  }
}
