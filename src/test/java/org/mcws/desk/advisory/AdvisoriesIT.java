package org.mcws.desk.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.advisory.format.Sample;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.Inventory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Advisories by REST, before anything is started. */
@DeskTest
class AdvisoriesIT {

  private static final String WORDPRESS =
      """
      {"id": "ADV-1", "title": "WordPress lets everybody in", "package": "generic/wordpress",
       "affected": ">= 6.0, < 6.8.4", "fixed": "6.8.4", "cvss": 9.8, "aliases": ["ADV-CVE-1"]}
      """;

  @Autowired private Door door;
  @Autowired private AdvisoryRegister register;
  @Autowired private AdvisoryReader reader;
  @Autowired private Inventory inventory;
  @Autowired private JdbcTemplate database;

  private AdvisoryStage stage;

  @BeforeEach
  void set() {
    stage = new AdvisoryStage(inventory, database);
    stage.set();
    stage.runs("one", "wordpress", "wordpress:6.8.3-php8.3-apache");
    stage.runs("two", "wordpress", "wordpress:6.8.3-php8.3-apache");
    stage.runs("new", "wordpress", "wordpress:6.8.4-php8.3-apache");
  }

  @AfterEach
  void clear() {
    stage.clear();
  }

  @Test
  void tellWhomADocumentWouldAffectAndKeepNothing() {
    JsonNode answer = impact(WORDPRESS, "application/json").json();
    assertThat(answer.at("/advisory/id").asText()).as(answer.toString()).isEqualTo("ADV-1");
    assertThat(answer.at("/advisory/findings/0/versions/0").asText()).isEqualTo(">= 6.0, < 6.8.4");
    assertThat(answer.at("/advisory/severity/score").asDouble()).isEqualTo(9.8);
    assertThat(answer.at("/services/total").asInt()).isEqualTo(2);
    assertThat(answer.at("/fixable").asInt()).isEqualTo(2);
    assertThat(answer.at("/services/items/0/id").asText()).isEqualTo("adv-club.one");
    assertThat(answer.at("/services/items/0/components/0").toString())
        .isEqualTo(
            "{\"name\":\"generic/wordpress\",\"version\":\"6.8.3\",\"fixed\":\"6.8.4\","
                + "\"problem\":\"ADV-1\"}");
    assertThat(door.get("ops", "/api/advisories/ADV-1").status()).isEqualTo(404);
  }

  @Test
  void areListedAndFoundByAnyId() {
    register.keep(reader.read(WORDPRESS), WORDPRESS);
    JsonNode list = door.get("ops", "/api/advisories?size=1").json();
    assertThat(list.at("/items/0/id").asText()).as(list.toString()).isEqualTo("ADV-1");
    assertThat(list.at("/items/0/severity").asDouble()).isEqualTo(9.8);
    assertThat(list.at("/total").asInt()).isPositive();
    JsonNode one = door.get("ops", "/api/advisories/adv-cve-1").json();
    assertThat(one.at("/id").asText()).isEqualTo("ADV-1");
    assertThat(one.at("/aliases/0").asText()).isEqualTo("ADV-CVE-1");
    JsonNode impact = door.get("ops", "/api/advisories/ADV-CVE-1/impact?page=1&size=1").json();
    assertThat(impact.at("/services/total").asInt()).isEqualTo(2);
    assertThat(impact.at("/services/items/0/id").asText()).isEqualTo("adv-club.two");
  }

  @Test
  void idsWithSignsInThemAreFoundInAnAddress() {
    String document = AdvisoryRegisterIT.osv("ADV-trivy:ghcr.io/a/b:1@2", "2026-01-01", "", "2.0");
    String id = register.keep(reader.read(document), document);
    assertThat(id).isEqualTo("ADV-trivy:ghcr.io-a-b:1@2");
    assertThat(door.get("ops", "/api/advisories/" + id).json().at("/id").asText()).isEqualTo(id);
    assertThat(door.get("ops", "/api/advisories/" + id + "/impact").status()).isEqualTo(200);
  }

  @Test
  void areForOpsAlone() {
    register.keep(reader.read(WORDPRESS), WORDPRESS);
    assertThat(door.get("reviewer", "/api/advisories").status()).isEqualTo(403);
    assertThat(door.get("reviewer", "/api/advisories/ADV-1").status()).isEqualTo(404);
    assertThat(door.get("reviewer", "/api/advisories/ADV-1/impact").status()).isEqualTo(404);
    assertThat(door.post("reviewer", "/api/advisories/impact", WORDPRESS).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "text/yaml", "text/plain"})
  void comeInYamlToo(String type) {
    Answer answer = impact(Sample.text("ruby.yml"), type);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/advisory/format").asText()).isEqualTo("ruby-advisory-db");
  }

  @Test
  void whatIsWrongIsNamed() {
    Answer wrong =
        impact("{\"id\": \"ADV-1\", \"modified\": \"x\", \"affected\": []}", "application/json");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("/modified");
    assertThat(impact("{\"id\"", "application/json").status()).isEqualTo(400);
    assertThat(impact("", "application/json").status()).isEqualTo(400);
    assertThat(impact("<a/>", "application/xml").status()).isEqualTo(415);
    assertThat(send("{\"id\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)).text())
        .contains("not in UTF-8");
    assertThat(send(new byte[AdvisoryReader.LONGEST + 1]).text()).contains("20 million bytes");
    assertThat(door.get("ops", "/api/advisories/ADV-none").status()).isEqualTo(404);
  }

  private Answer send(byte[] body) {
    return door.send(
        door.request("/api/advisories/impact")
            .header("Authorization", basic())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private Answer impact(String body, String type) {
    return door.send(
        door.request("/api/advisories/impact")
            .header("Authorization", basic())
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String basic() {
    return "Basic "
        + Base64.getEncoder().encodeToString("ops:ops".getBytes(StandardCharsets.UTF_8));
  }
}
