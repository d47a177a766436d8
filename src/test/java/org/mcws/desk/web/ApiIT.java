package org.mcws.desk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** How the desk's own API answers: repeats, and what is wrong. */
@DeskTest
class ApiIT {

  private static final String ORDERS = "/api/test-orders";

  @Autowired private Door door;
  @Autowired private JdbcTemplate database;

  @Test
  void theSameRequestTwiceIsDoneOnceAndAnsweredTheSame() {
    String key = UUID.randomUUID().toString();
    Answer first = order("ops", key, tree(key));
    Answer second = order("ops", key, tree(key));
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
    assertThat(made(key)).isEqualTo(1);
  }

  @Test
  void theSameKeyForAnotherRequestIsRefusedButIsFreeForAnotherPerson() {
    String key = UUID.randomUUID().toString();
    order("ops", key, tree(key));
    assertThat(order("ops", key, tree("other")).status()).isEqualTo(422);
    assertThat(order("reviewer", key, tree(key)).status()).isEqualTo(202);
    assertThat(made(key)).isEqualTo(2);
  }

  @Test
  void requestsAtTheSameMomentAreDoneOnce() {
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> order("ops", key, tree(key))))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(Answer::text).distinct())
        .hasSize(1);
    assertThat(made(key)).isEqualTo(1);
  }

  @Test
  void aFailureFreesTheKeyAndTellsNothingOfItsInside() {
    String key = UUID.randomUUID().toString();
    Answer failed = order("ops", key, "{\"what\": \"broken\"}");
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.text()).doesNotContain("secret").contains("log");
    assertThat(order("ops", key, tree(key)).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"what": ""}                                       | /what
          {"what": "a", "lines": [{"mail": "x"}]}            | /lines/0/mail
          {"what": "a", "lines": [{"mial": "x"}]}            | /lines/0/mial
          {"what": "a", "lines": 7}                          | /lines
          {"what": "a"                                       | /
          """)
  void whatIsWrongIsNamed(String body, String field) {
    Answer answer = order("ops", null, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void otherKindsOfBodyAreNotTaken() {
    Answer answer =
        door.send(
            door.request(ORDERS)
                .header("Authorization", basic("ops"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a tree"))
                .build());
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  private long made(String what) {
    return database.queryForObject(
        "select count(*) from web_idempotency where user_id = 'made' and trim(request_hash) = ?",
        Long.class,
        what);
  }

  private static String tree(String what) {
    return "{\"what\": \"" + what + "\"}";
  }

  private Answer order(String user, String key, String body) {
    var request =
        door.request(ORDERS)
            .header("Authorization", basic(user))
            .header("Content-Type", "application/json");
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return door.send(request.POST(BodyPublishers.ofString(body)).build());
  }

  private static String basic(String user) {
    return "Basic "
        + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
  }
}
