package org.mcws.desk.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * Requests that may be repeated: with the header {@code Idempotency-Key} the second of the same
 * gets the first one's answer, and nothing is done twice, also when both arrive at the same moment
 * or at different nodes. Answers are kept for a week.
 */
@Component
public class Idempotency {

  private static final int LONGEST_KEY = 255;

  private final JdbcTemplate database;
  private final ObjectMapper json;

  Idempotency(JdbcTemplate database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Does the work in one transaction with the note that it is done. Only an answer is kept: when
   * the work throws, the key is free again.
   *
   * @param key what the header says; null to do the work without further ado
   * @param user who asks; keys of different people never meet
   * @param request what is asked for, body and path; compared by its JSON
   * @param work what to do, with a status, perhaps a {@code Location}, and a body that becomes JSON
   * @throws ResponseStatusException 422 if the same key came with another request, 400 if the key
   *     is too long
   */
  @Transactional
  public ResponseEntity<JsonNode> once(
      String key, String user, Object request, Supplier<ResponseEntity<?>> work) {
    if (key == null) {
      return answer(work.get());
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
    }
    database.update(
        "delete from web_idempotency where created_at < now() - interval '7 days'"
            + " and ctid in (select ctid from web_idempotency"
            + " where created_at < now() - interval '7 days' limit 100 for update skip locked)");
    String hash = hash(request);
    // Waits while another transaction is at work on the same key.
    int mine =
        database.update(
            "insert into web_idempotency (user_id, key, request_hash) values (?, ?, ?)"
                + " on conflict do nothing",
            user,
            key,
            hash);
    if (mine == 0) {
      return before(key, user, hash);
    }
    ResponseEntity<JsonNode> answer = answer(work.get());
    URI location = answer.getHeaders().getLocation();
    database.update(
        "update web_idempotency set status = ?, location = ?, body = ? where user_id = ? and key = ?",
        answer.getStatusCode().value(),
        location == null ? null : location.toString(),
        answer.getBody() == null ? null : answer.getBody().toString(),
        user,
        key);
    return answer;
  }

  private ResponseEntity<JsonNode> before(String key, String user, String hash) {
    Map<String, Object> row =
        database.queryForMap(
            "select request_hash, status, location, body from web_idempotency"
                + " where user_id = ? and key = ?",
            user,
            key);
    if (!hash.equals(row.get("request_hash"))) {
      throw new ResponseStatusException(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "This Idempotency-Key was used for another request; take a new one.");
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status((Integer) row.get("status"));
    if (row.get("location") != null) {
      answer.location(URI.create((String) row.get("location")));
    }
    return row.get("body") == null ? answer.build() : answer.body(read((String) row.get("body")));
  }

  private ResponseEntity<JsonNode> answer(ResponseEntity<?> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .body(answer.getBody() == null ? null : json.valueToTree(answer.getBody()));
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept answer is no JSON", e);
    }
  }

  private String hash(Object request) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
