package org.mcws.desk.docs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a page tells people to type does what the page shows. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "desk.pace=0.01")
class DocumentedCallsIT {

  private static final List<String> PROGRAMS = List.of("bash", "curl", "dig", "jq");
  private static final String MISSING =
      "What the pages use is missing: apt-get install bash curl bind9-dnsutils jq";

  /** The sandbox's usual ports, as the pages name them. */
  private static final Map<String, String> USUAL =
      Map.of(
          "marathon", "18080",
          "sites", "18000",
          "dnsApi", "18081",
          "dns", "15353",
          "mailApi", "18082",
          "smtp", "12525",
          "imap", "11143",
          "registry", "15000");

  private static final ObjectMapper JSON = new ObjectMapper();

  @LocalServerPort private int port;

  @TempDir private Path folder;

  static Stream<Path> pages() throws IOException {
    return files().stream()
        .filter(file -> Page.read(file).steps().stream().anyMatch(Page.Calls.class::isInstance));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @BeforeEach
  void needsThePrograms() {
    boolean there = PROGRAMS.stream().allMatch(DocumentedCallsIT::isInstalled);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(MISSING).isTrue();
    }
    assumeTrue(there, MISSING);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCallAnswersAsItsPageShows(Path page) throws IOException {
    String desk = "http://localhost:" + port;
    Map<String, String> addresses = addresses(desk);
    People people = new People(desk);
    try (Terminal terminal = new Terminal(folder)) {
      for (Page.Step step : Page.read(page).steps()) {
        if (step instanceof Page.Calls calls) {
          type(terminal, calls, addresses, page);
        } else if (step instanceof Page.Person person) {
          people.act(person.words());
        }
      }
    }
  }

  @Test
  void thePagesThatPromiseItAreAmongThem() throws IOException {
    assertThat(pages())
        .contains(Path.of("README.md"), Path.of("docs/rest.md"), Path.of("docs/onboarding-ops.md"));
  }

  private static void type(
      Terminal terminal, Page.Calls calls, Map<String, String> addresses, Path page) {
    String commands = calls.commands();
    for (Map.Entry<String, String> address : addresses.entrySet()) {
      commands = commands.replace(address.getKey(), address.getValue());
    }
    String typed = commands;
    String name = page + ": " + calls.commands();
    if (calls.onlyLooks()) {
      // A page shows what comes in the end; who is early looks again.
      await()
          .atMost(180, SECONDS)
          .pollInterval(1, SECONDS)
          .untilAsserted(() -> calls.check(terminal.type(typed), name));
    } else {
      calls.check(terminal.type(typed), name);
    }
  }

  /** What is written in the pages, and what it is here. */
  private static Map<String, String> addresses(String desk) throws IOException {
    JsonNode sandbox;
    try (InputStream answer = URI.create(desk + "/api/sandbox").toURL().openStream()) {
      sandbox = JSON.readTree(answer);
    }
    Map<String, String> here = new LinkedHashMap<>();
    here.put("http://localhost:8080", desk);
    USUAL.forEach(
        (server, usual) -> {
          String address = sandbox.path(server).asText().replaceFirst("^http://", "");
          String at = address.substring(address.indexOf(':') + 1);
          here.put("localhost:" + usual, address);
          here.put("@127.0.0.1 -p " + usual, "@127.0.0.1 -p " + at);
        });
    return here;
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
