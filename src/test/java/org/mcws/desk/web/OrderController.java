package org.mcws.desk.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** A door for tests, made as the desk's own are. */
@TestComponent
@RestController
public class OrderController {

  private final Idempotency idempotency;
  private final JdbcTemplate database;

  OrderController(Idempotency idempotency, JdbcTemplate database) {
    this.idempotency = idempotency;
    this.database = database;
  }

  record Line(@Email String mail) {}

  record Order(@NotBlank String what, @Valid List<Line> lines) {}

  @PostMapping("/api/test-orders")
  ResponseEntity<JsonNode> order(
      @RequestHeader(name = "Idempotency-Key", required = false) String key,
      @RequestBody @Valid Order order,
      Principal person) {
    return idempotency.once(
        key,
        person.getName(),
        order,
        () -> {
          if (order.what.equals("broken")) {
            throw new IllegalStateException("password=secret");
          }
          String id = UUID.randomUUID().toString();
          database.update(
              "insert into web_idempotency (user_id, key, request_hash) values ('made', ?, ?)",
              id,
              order.what);
          return ResponseEntity.accepted()
              .location(URI.create("/api/test-orders/" + id))
              .body(Map.of("id", id));
        });
  }
}
