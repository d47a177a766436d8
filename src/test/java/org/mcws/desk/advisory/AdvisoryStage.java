package org.mcws.desk.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.PackageName;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.jdbc.core.JdbcTemplate;

/** A community with services that run known things, and nothing left of it afterwards. */
class AdvisoryStage {

  static final String COMMUNITY = "adv-club";

  private final Inventory inventory;
  private final JdbcTemplate database;

  AdvisoryStage(Inventory inventory, JdbcTemplate database) {
    this.inventory = inventory;
    this.database = database;
  }

  void set() {
    clear();
    database.update(
        "insert into community (slug, name, languages, time_zone, state, created_at)"
            + " values (?, ?, 'en', 'UTC', 'ACTIVE', now())",
        COMMUNITY,
        COMMUNITY);
  }

  void clear() {
    database.update("delete from delivered_service where community = ?", COMMUNITY);
    database.update("delete from community where slug = ?", COMMUNITY);
    database.update(
        "delete from advisory_document where advisory in"
            + " (select id from advisory where id like 'ADV-%')");
    database.update("delete from advisory_alias where advisory like 'ADV-%'");
    database.update("delete from advisory where id like 'ADV-%'");
  }

  /** A service that runs this image, and of which nothing else is known. */
  String runs(String name, String image) {
    return runs(name, null, image);
  }

  /** A service from a blueprint. */
  String runs(String name, String blueprint, String image) {
    inventory.reserve(
        List.of(
            new DeliveredService(
                COMMUNITY,
                ServiceKind.SITE,
                name,
                name + ".adv-club.example",
                blueprint,
                image,
                ManagedBy.OPS,
                "{}",
                Instant.parse("2026-01-01T00:00:00Z"))));
    database.update(
        "update delivered_service set state = 'DELIVERED' where community = ?", COMMUNITY);
    return COMMUNITY + "." + name;
  }

  void hasDigest(String service, String digest) {
    DeliveredService running = inventory.find(service).orElseThrow();
    inventory.updated(service, running.image(), Optional.of(digest), "looked", "desk");
  }

  /** A bill of materials of a service has this component. */
  void contains(String service, String purl, String version) {
    PackageName name = PackageName.of(purl);
    Long sbom =
        database.queryForObject(
            "insert into service_sbom (service, image, digest, counts, components, uploaded_by,"
                + " uploaded_at) values (?, gen_random_uuid(), '', true, 1, 'ops', now())"
                + " returning id",
            Long.class,
            service);
    database.update(
        "insert into service_component (sbom, type, name, version, purl) values (?, ?, ?, ?, ?)",
        sbom,
        name.type(),
        name.name(),
        version,
        purl);
  }

  /** More services that are as this one. */
  void multiply(String name, int copies) {
    database.update(
        """
        insert into delivered_service (id, community, kind, name, host, blueprint, image,
            managed_by, state, specification, created_at, image_repository, image_tag,
            image_digest, image_version, image_since)
        select id || '-' || n, community, kind, name || '-' || n, n || '.' || host, blueprint,
            image, managed_by, state, specification, created_at, image_repository, image_tag,
            image_digest, image_version, image_since
          from delivered_service, generate_series(1, ?) n
         where id = ?
        """,
        copies,
        COMMUNITY + "." + name);
  }
}
