package org.mcws.desk.status.subscription;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What one can subscribe to: what the public may see. */
@Repository
class Topics {

  private final JdbcClient database;

  Topics(JdbcClient database) {
    this.database = database;
  }

  /**
   * @param community a slug, or blank
   * @param service an id, or blank; counts if both are given
   */
  Optional<Topic> find(String community, String service) {
    return service.isBlank() ? community(community) : service(service);
  }

  private Optional<Topic> community(String slug) {
    return database
        .sql("select community_name from public_service where community = :slug limit 1")
        .param("slug", slug)
        .query(String.class)
        .optional()
        .map(name -> new Topic(slug, null, name));
  }

  private Optional<Topic> service(String id) {
    return database
        .sql("select label || ' (' || community_name || ')' from public_service where id = :id")
        .param("id", id)
        .query(String.class)
        .optional()
        .map(name -> new Topic(null, id, name));
  }
}
