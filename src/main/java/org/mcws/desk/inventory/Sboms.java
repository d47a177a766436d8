package org.mcws.desk.inventory;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The bills of materials of services. Each belongs to the image that it was made of and counts only
 * while that image runs; of several that fit, the newest counts. A few are kept for images that do
 * not run, since they may run next, or again.
 */
@Component
class Sboms {

  private static final int KEPT = 5;
  private static final String SERVICE = "service";

  private final JdbcClient database;

  Sboms(JdbcClient database) {
    this.database = database;
  }

  /** Puts a bill in the place of the one for the same image; {@link #imageChanged} comes next. */
  void replace(DeliveredService service, SbomImage image, Sbom sbom, String by, Instant now) {
    database
        .sql(
            "delete from service_sbom"
                + " where service = :service and image = :image and digest = :digest")
        .param(SERVICE, service.id())
        .param("image", image.name())
        .param("digest", image.digest())
        .update();
    long id =
        database
            .sql(
                """
                insert into service_sbom
                  (service, image, digest, counts, components, uploaded_by, uploaded_at)
                values (:service, :image, :digest, false, :components, :by, :now)
                returning id
                """)
            .param(SERVICE, service.id())
            .param("image", image.name())
            .param("digest", image.digest())
            .param("components", sbom.components().size())
            .param("by", by)
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single();
    insert(id, sbom.components());
    database
        .sql(
            """
            delete from service_sbom
             where service = :service
               and id not in (
                 select id from service_sbom
                  where service = :service
                  order by counts desc, uploaded_at desc, id desc
                  limit :kept)
            """)
        .param(SERVICE, service.id())
        .param("kept", KEPT)
        .update();
  }

  /**
   * Finds out which bill counts for the image that the service runs.
   *
   * @return the image that the bill names which counts now
   */
  Optional<SbomImage> imageChanged(DeliveredService service) {
    return database
        .sql(
            """
            with fitting as (
              select id from service_sbom
               where service = :service
                 and case when digest <> '' and :digest <> '' then digest = :digest
                          else image <> '' and image = :image end
               order by uploaded_at desc, id desc
               limit 1),
            changed as (
              update service_sbom set counts = not counts
               where service = :service
                 and counts <> coalesce(id = (select id from fitting), false))
            select image, digest from service_sbom where id = (select id from fitting)
            """)
        .param(SERVICE, service.id())
        .param("image", service.imageName())
        .param("digest", service.imageDigest().orElse(""))
        .query((row, i) -> new SbomImage(row.getString("image"), row.getString("digest")))
        .optional();
  }

  /** What the newest bill for this image lists, whether the service runs it or not. */
  List<RunningComponent> packages(DeliveredService service, SbomImage image) {
    return database
        .sql(
            """
            select c.type, c.name, c.version, c.purl from service_component c
             where c.sbom = (
               select id from service_sbom
                where service = :service
                  and case when digest <> '' and :digest <> '' then digest = :digest
                           else image <> '' and image = :image end
                order by uploaded_at desc, id desc
                limit 1)
             order by c.type, c.name, c.version
            """)
        .param(SERVICE, service.id())
        .param("image", image.name())
        .param("digest", image.digest())
        .query(
            (row, i) ->
                new RunningComponent(
                    service,
                    PackageName.of(row.getString("type"), row.getString("name")),
                    row.getString("version"),
                    row.getString("purl"),
                    Origin.SBOM))
        .list();
  }

  /** All in one statement: there may be ten thousands. */
  private void insert(long sbom, List<SbomComponent> components) {
    database
        .sql(
            """
            insert into service_component (sbom, type, name, version, purl)
            select :sbom, t, n, v, p
              from unnest(cast(:types as text[]), cast(:names as text[]),
                          cast(:versions as text[]), cast(:purls as text[])) as c (t, n, v, p)
            """)
        .param("sbom", sbom)
        .param("types", column(components, component -> component.name().type()))
        .param("names", column(components, component -> component.name().name()))
        .param("versions", column(components, SbomComponent::version))
        .param("purls", column(components, SbomComponent::purl))
        .update();
  }

  private static String[] column(
      List<SbomComponent> components, Function<SbomComponent, String> value) {
    return components.stream().map(value).toArray(String[]::new);
  }
}
