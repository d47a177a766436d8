package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of incidents, in every language of the desk. */
class PublicWordsTests {

  private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private static final ResourceBundle ENGLISH =
      ResourceBundle.getBundle("words.incident", Locale.ENGLISH, EXACT);

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr"})
  void nothingIsLeftInEnglish(String language) {
    ResourceBundle words =
        ResourceBundle.getBundle("words.incident", Locale.forLanguageTag(language), EXACT);

    assertThat(words.keySet())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(words.getString(key)).isNotEqualTo(ENGLISH.getString(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "de", "es", "fr"})
  void whateverTheDeskDoesHasItsWords(String language) {
    ResourceBundle words =
        ResourceBundle.getBundle("words.incident", Locale.forLanguageTag(language), EXACT);

    assertThat(Arrays.stream(Step.values()).map(Step::value))
        .filteredOn(step -> !step.equals("wait") && !step.equals("done"))
        .allMatch(words::containsKey);
  }
}
