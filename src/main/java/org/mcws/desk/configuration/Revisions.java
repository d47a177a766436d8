package org.mcws.desk.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.secret.SecretBox;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All revisions. None is ever changed; secrets are sealed before they get here. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Revisions {

  /** Any number that nobody else takes for the first of two of a lock of this database. */
  private static final int LOCK = 7_240_044;

  private static final String OF_ONE = " where service = :service and environment = :environment";
  private static final String SHOWN =
      "select revision, variables, secret_names, hash, changed_by, changed_at"
          + " from service_configuration"
          + OF_ONE;

  private static final TypeReference<LinkedHashMap<String, String>> VALUES =
      new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private final JdbcClient database;
  private final SecretBox box;
  private final ObjectMapper json;

  Revisions(JdbcClient database, SecretBox box, ObjectMapper json) {
    this.database = database;
    this.box = box;
    this.json = json;
  }

  /** Nobody else adds one there until the transaction ends. */
  void lock(String service, Environment environment) {
    database
        .sql("select pg_advisory_xact_lock(:lock, hashtext(:which))")
        .param("lock", LOCK)
        .param("which", environment + " " + service)
        .query((RowCallbackHandler) row -> {});
  }

  Optional<Revision> newest(String service, Environment environment) {
    return database
        .sql(SHOWN + " order by revision desc limit 1")
        .param("service", service)
        .param("environment", environment.name())
        .query(this::revision)
        .optional();
  }

  Optional<Revision> find(String service, Environment environment, int number) {
    return database
        .sql(SHOWN + " and revision = :revision")
        .param("service", service)
        .param("environment", environment.name())
        .param("revision", number)
        .query(this::revision)
        .optional();
  }

  /** The newest first. */
  Page<Revision> page(String service, Environment environment, Pageable page) {
    List<Revision> items =
        database
            .sql(SHOWN + " order by revision desc offset :offset limit :limit")
            .param("service", service)
            .param("environment", environment.name())
            .param("offset", page.getOffset())
            .param("limit", page.getPageSize())
            .query(this::revision)
            .list();
    long total =
        database
            .sql("select count(*) from service_configuration" + OF_ONE)
            .param("service", service)
            .param("environment", environment.name())
            .query(Long.class)
            .single();
    return new PageImpl<>(items, page, total);
  }

  /** The values of a revision's secrets, by their names. */
  Map<String, String> secrets(String service, Environment environment, int number) {
    byte[] sealed =
        database
            .sql("select secrets from service_configuration" + OF_ONE + " and revision = :revision")
            .param("service", service)
            .param("environment", environment.name())
            .param("revision", number)
            .query(byte[].class)
            .single();
    return read(box.open(sealed), VALUES);
  }

  void add(
      String service, Environment environment, int number, Content content, String by, Instant at) {
    database
        .sql(
            """
            insert into service_configuration (service, environment, revision, variables,
              secret_names, secrets, hash, changed_by, changed_at)
            values (:service, :environment, :revision, :variables, :names, :secrets, :hash, :by,
              :at)
            """)
        .param("service", service)
        .param("environment", environment.name())
        .param("revision", number)
        .param("variables", write(content.variables()))
        .param("names", write(content.secrets().keySet()))
        .param("secrets", box.seal(write(content.secrets())))
        .param("hash", hash(service, content))
        .param("by", by)
        .param("at", Timestamp.from(at))
        .update();
  }

  /** With the service, so that nobody can try by a service of their own what another one has. */
  private String hash(String service, Content content) {
    return box.digest(write(List.of(service, content.variables(), content.secrets())));
  }

  private Revision revision(ResultSet row, int n) throws SQLException {
    return new Revision(
        row.getInt("revision"),
        read(row.getString("variables"), VALUES),
        read(row.getString("secret_names"), NAMES),
        row.getString("hash"),
        row.getString("changed_by"),
        row.getTimestamp("changed_at").toInstant());
  }

  private String write(Object values) {
    try {
      return json.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      // Its message may have a part of a secret.
      throw new IllegalStateException("A kept configuration is no JSON");
    }
  }
}
