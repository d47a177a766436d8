package org.mcws.desk.recovery.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.recovery.alert.Alert.Status;

/** Whatever becomes of a message on its way: it is understood, or refused in words. */
class MutatedAlertsTests {

  private static final int ROUNDS = 1_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<JsonNode> INTRUDERS =
      List.of(
          NODES.nullNode(),
          NODES.textNode(""),
          NODES.textNode("\u0000\n\u202e"),
          NODES.textNode("\ud800"),
          NODES.textNode("x".repeat(3_000)),
          NODES.textNode("xn--\u2260.\u3002.ß"),
          NODES.textNode("http://[::"),
          NODES.textNode("//@:"),
          NODES.textNode("+999999999-01-01T00:00:00-18:00"),
          NODES.textNode("0"),
          NODES.textNode("resolved"),
          NODES.numberNode(-1),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(1e300),
          NODES.numberNode(Double.NaN),
          NODES.numberNode(new BigDecimal("1e999999999")),
          NODES.numberNode(BigInteger.TEN.pow(400)),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.arrayNode().add(7).addNull().add("").addArray(),
          NODES.objectNode(),
          NODES.objectNode().put("name", 7).putNull("status").put("", "empty"));

  @ParameterizedTest
  @FieldSource("org.mcws.desk.recovery.alert.AlertSample#ALL")
  void areUnderstoodOrRefused(String sample) throws IOException {
    mutate(new ObjectMapper().readTree(AlertSample.content(sample)), sample.hashCode());
  }

  @Test
  void theDesksOwnFormToo() throws IOException {
    String own =
        """
        {"alerts": [{"key": "1", "service": "radio.website", "status": "down", "severity": "sev2",
          "title": "Shut", "detail": "Nobody answers", "host": "www.radio.example", "node": "agent-1",
          "startedAt": "2026-02-01T10:00:00Z", "endedAt": "2026-02-01T11:00:00Z",
          "link": "https://x.example/1"}, {"service": "radio.bot", "status": "up"}]}""";
    mutate(new ObjectMapper().readTree(own.getBytes(StandardCharsets.UTF_8)), 1);
  }

  private static void mutate(JsonNode original, int seed) {
    Random random = new Random(seed);
    int understood = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode holder = NODES.objectNode().set("message", original.deepCopy());
      for (int i = random.nextInt(4); i >= 0; i--) {
        List<Place> places = places(holder).toList();
        if (!places.isEmpty()) {
          places.get(random.nextInt(places.size())).change(mutation(random));
        }
      }
      if (isUnderstood(holder.get("message"))) {
        understood++;
      } else {
        refused++;
      }
    }
    assertThat(understood).as("some survive").isPositive();
    assertThat(refused).as("some don't").isPositive();
  }

  /** Gives null for what is to be dropped. */
  private static UnaryOperator<JsonNode> mutation(Random random) {
    JsonNode intruder = INTRUDERS.get(random.nextInt(INTRUDERS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> old -> null;
      case 1 -> old -> NODES.arrayNode().add(old);
      case 2 -> old -> NODES.objectNode().set("status", old);
      default -> old -> intruder.deepCopy();
    };
  }

  private static boolean isUnderstood(JsonNode message) {
    try {
      List<Alert> alerts = AlertSample.reader().read(message);
      assertThat(alerts).isNotEmpty().allSatisfy(MutatedAlertsTests::isSound);
      return true;
    } catch (InvalidInput invalid) {
      assertThat(invalid.fields())
          .isNotEmpty()
          .allSatisfy(
              field -> {
                assertThat(field.field()).startsWith("/");
                assertThat(field.message()).isNotBlank();
              });
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("fails on " + message, e);
    }
  }

  private static void isSound(Alert alert) {
    assertThat(alert.key()).isNotBlank().hasSizeLessThanOrEqualTo(200);
    assertThat(alert.title()).isNotBlank().hasSizeLessThanOrEqualTo(200);
    assertThat(alert.detail()).hasSizeLessThanOrEqualTo(2_000);
    assertThat(List.of(alert.key(), alert.title(), alert.detail()))
        .allSatisfy(text -> assertThat(text).matches("[^\\p{Cntrl}\\p{Cs}]*"));
    assertThat(alert.ignoredBecause().isPresent()).isEqualTo(alert.status() == Status.IGNORED);
    assertThat(alert.targets()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(20);
    assertThat(alert.targets())
        .allSatisfy(
            target ->
                assertThat(target)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(253)
                    .matches("[^\\p{Cntrl}\\p{Cs}]*"));
    assertThat(Stream.concat(alert.startedAt().stream(), alert.endedAt().stream()))
        .allMatch(Instant.EPOCH::isBefore);
    assertThat(alert.status() == Status.UP || alert.endedAt().isEmpty()).isTrue();
  }

  private static Stream<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name ->
                  places.add(
                      mutation -> {
                        JsonNode changed = mutation.apply(object.get(name));
                        if (changed == null) {
                          object.remove(name);
                        } else {
                          object.set(name, changed);
                        }
                      }));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        places.add(
            mutation -> {
              JsonNode changed = mutation.apply(array.get(at));
              if (changed == null) {
                array.remove(at);
              } else {
                array.set(at, changed);
              }
            });
      }
    }
    List<JsonNode> children = new ArrayList<>();
    node.forEach(children::add);
    return Stream.concat(places.stream(), children.stream().flatMap(MutatedAlertsTests::places));
  }

  private interface Place {
    void change(UnaryOperator<JsonNode> mutation);
  }
}
