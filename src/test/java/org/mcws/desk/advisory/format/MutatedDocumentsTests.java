package org.mcws.desk.advisory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidInput;

/** Whatever is dropped from a document or put into it: it is understood, or refused in words. */
class MutatedDocumentsTests {

  private static final int ROUNDS = 400;

  private static final List<JsonNode> INTRUDERS =
      List.of(
          JsonNodeFactory.instance.nullNode(),
          JsonNodeFactory.instance.textNode(""),
          JsonNodeFactory.instance.textNode("\u0000\n"),
          JsonNodeFactory.instance.textNode("x".repeat(3000)),
          JsonNodeFactory.instance.textNode("pkg:npm/%00"),
          JsonNodeFactory.instance.textNode("pkg:"),
          JsonNodeFactory.instance.textNode("vers:npm/<"),
          JsonNodeFactory.instance.textNode("~> !"),
          JsonNodeFactory.instance.textNode("CVSS:4.0/AV:X"),
          JsonNodeFactory.instance.textNode("cpe:/a"),
          JsonNodeFactory.instance.textNode("9999999999999999999999"),
          JsonNodeFactory.instance.textNode("\ud800"),
          JsonNodeFactory.instance.numberNode(-1),
          JsonNodeFactory.instance.numberNode(1e300),
          JsonNodeFactory.instance.booleanNode(true),
          JsonNodeFactory.instance.arrayNode(),
          JsonNodeFactory.instance.arrayNode().add(7).addNull().add("").addArray(),
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.objectNode().put("id", 7).putNull("name"));

  static Stream<Path> samples() {
    return Sample.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void areUnderstoodOrRefused(Path sample) {
    JsonNode original = DocumentReader.read(Sample.content(sample));
    Random random = new Random(sample.getFileName().toString().hashCode());
    int understood = 0;
    for (int round = 0; round < ROUNDS; round++) {
      JsonNode mutant = original.deepCopy();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutate(mutant, random);
      }
      understood += isUnderstood(mutant.toString()) ? 1 : 0;
    }
    assertThat(understood).as("some survive").isPositive();
  }

  private static boolean isUnderstood(String document) {
    try {
      Advisory advisory = new AdvisoryReader().read(document);
      assertThat(advisory.id()).isNotBlank().hasSizeLessThanOrEqualTo(200).doesNotContain("\n");
      assertThat(advisory.title()).isNotBlank().hasSizeLessThanOrEqualTo(300);
      assertThat(advisory.details()).doesNotContain("\u0000");
      advisory.findings().forEach(finding -> finding.covers("1.2.3"));
      return true;
    } catch (InvalidInput invalid) {
      assertThat(invalid.fields()).isNotEmpty();
      assertThat(invalid.fields())
          .allSatisfy(
              field -> {
                assertThat(field.field()).startsWith("/");
                assertThat(field.message()).isNotBlank();
              });
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("fails on " + document, e);
    }
  }

  private static void mutate(JsonNode tree, Random random) {
    List<Place> places = new ArrayList<>();
    collect(tree, places);
    if (!places.isEmpty()) {
      places
          .get(random.nextInt(places.size()))
          .put(
              random.nextInt(4) == 0
                  ? null
                  : INTRUDERS.get(random.nextInt(INTRUDERS.size())).deepCopy());
    }
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                places.add(
                    value -> {
                      if (value == null) {
                        object.remove(name);
                      } else {
                        object.set(name, value);
                      }
                    });
                collect(object.get(name), places);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        places.add(
            value -> {
              if (value == null) {
                array.remove(at);
              } else {
                array.set(at, value);
              }
            });
        collect(array.get(i), places);
      }
    }
  }

  private interface Place {
    /** Puts the value there; null takes away what is there. */
    void put(JsonNode value);
  }
}
