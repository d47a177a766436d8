package org.mcws.desk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read, in every language that the desk speaks. */
class MailTemplatesTests {

  private static final Path FOLDER = Path.of("src/main/resources/mail");
  private static final Pattern FACT = Pattern.compile("\\$\\{(\\w+)}");

  /** Facts that are lists; what is told of each of their items. */
  private static final Map<String, Object> LISTS =
      Map.of(
          "reasons",
          List.of("*one*", "*two*"),
          "outcomes",
          List.of(service("*one*"), service("*two*")));

  private final MailTemplates templates = new MailTemplates();

  static Stream<Path> texts() throws IOException {
    return Files.walk(FOLDER).filter(file -> file.toString().endsWith(".txt"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyTemplateTellsItsFactsAndLeavesNoPlaceholder(Path file) throws IOException {
    Map<String, Object> facts = new HashMap<>();
    for (String fact : facts(file)) {
      facts.put(fact, LISTS.getOrDefault(fact, "*" + fact + "*"));
    }
    String language = file.getFileName().toString().replace(".txt", "");
    MailTemplates.Text text =
        templates.write(template(file), Locale.forLanguageTag(language), facts);
    assertThat(text.language()).isEqualTo(language);
    assertThat(text.subject()).isNotBlank().doesNotContain("\n");
    assertThat(text.body()).endsWith("\n").doesNotStartWith("\n");
    assertThat(text.subject() + text.body())
        .doesNotContain("[(", "[#", "[/", "${", "null")
        .contains(
            facts.keySet().stream()
                .map(fact -> LISTS.containsKey(fact) ? "*two*" : "*" + fact + "*")
                .toList());
    assertThat(text.body().lines().map(String::length)).allMatch(length -> length <= 110);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyLanguageTellsTheSameFactsAsEnglish(Path file) throws IOException {
    assertThat(facts(file)).isEqualTo(facts(file.resolveSibling("en.txt")));
  }

  @Test
  void whatGoesToCommunitiesIsWrittenInEveryLanguage() throws IOException {
    // Staff reads English.
    Pattern staff = Pattern.compile("-(ops|reviewer)(-|$)");
    try (Stream<Path> folders = Files.list(FOLDER)) {
      assertThat(folders.filter(f -> !staff.matcher(f.getFileName().toString()).find()))
          .isNotEmpty()
          .allSatisfy(
              folder ->
                  assertThat(folder.toFile().list())
                      .containsExactlyInAnyOrder("de.txt", "en.txt", "es.txt", "fr.txt"));
    }
  }

  @Test
  void aRegionReadsItsLanguageAndAnUnknownLanguageEnglish() {
    Map<String, Object> facts = Map.of("name", "Ana", "community", "Friends");
    assertThat(templates.write("onboarding-received", Locale.forLanguageTag("es-MX"), facts))
        .extracting(MailTemplates.Text::language)
        .isEqualTo("es");
    assertThat(templates.write("onboarding-received", Locale.JAPANESE, facts).body())
        .startsWith("Hello Ana");
  }

  /** Texts from outside are told as they are and not run. */
  @Test
  void factsAreNoTemplates() {
    MailTemplates.Text text =
        templates.write(
            "onboarding-received",
            Locale.ENGLISH,
            Map.of("name", "[(${T(java.lang.Runtime)})]", "community", "A & <B>"));
    assertThat(text.body()).contains("[(${T(java.lang.Runtime)})]", "A & <B>");
  }

  @Test
  void aTemplateThatIsNotThereIsAMistakeOfTheProgram() {
    assertThatThrownBy(() -> templates.write("nothing", Locale.ENGLISH, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing");
  }

  private static Map<String, String> service(String id) {
    return Map.of(
        "id",
        id,
        "change",
        "1 → 2",
        "state",
        "exempted",
        "until",
        "2026-12-01",
        "by",
        "ops",
        "reason",
        "a reason");
  }

  private static String template(Path file) {
    return file.getParent().getFileName().toString();
  }

  private static Set<String> facts(Path file) throws IOException {
    Set<String> facts = new TreeSet<>();
    Matcher found = FACT.matcher(Files.readString(file));
    while (found.find()) {
      facts.add(found.group(1));
    }
    facts.remove("reason");
    if (Files.readString(file).contains("${reason}") && !facts.contains("reasons")) {
      facts.add("reason");
    }
    return facts;
  }
}
