package org.mcws.desk.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The bills of materials of services. Each belongs to the image that it was made of and counts only
 * while that image runs; of several that fit, the newest counts.
 */
@Component
class Sboms {

  private final JdbcClient database;

  Sboms(JdbcClient database) {
    this.database = database;
  }

  /** The service runs another image, so another bill counts, or none. */
  void imageChanged(DeliveredService service) {
    database
        .sql(
            """
            update service_sbom
               set counts = coalesce(id = (
                     select b.id from service_sbom b
                      where b.service = :service
                        and case when b.digest <> '' and :digest <> '' then b.digest = :digest
                                 else b.image <> '' and b.image = :image end
                      order by b.uploaded_at desc, b.id desc
                      limit 1), false)
             where service = :service
            """)
        .param("service", service.id())
        .param("image", service.imageName())
        .param("digest", service.imageDigest().orElse(""))
        .update();
  }
}
