package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTests {

  private static final String VALUE = "hidden";

  @Test
  void showsTheNamesOfSecretsAlone() {
    assertThat(new Settings(Map.of("LANG", "eo"), Map.of("TOKEN", VALUE), "r1").toString())
        .contains("LANG=eo", "TOKEN", "r1")
        .doesNotContain(VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1ST", "A-B", "../etc/passwd", "A=B", "A,B", "Ä"})
  void takesNoNameThatIsNoneOfAVariable(String name) {
    refuses(Map.of(), Map.of(name, VALUE), "r1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "r 1", "r_1", "r/1"})
  void needsARevisionForSecrets(String revision) {
    refuses(Map.of(), Map.of("TOKEN", VALUE), revision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOKEN", "TOKEN_FILE"})
  void takesNoVariableInThePlaceOfASecret(String variable) {
    refuses(Map.of(variable, "other"), Map.of("TOKEN", VALUE), "r1");
  }

  @Test
  void takesOnlyWhatEveryPlatformKeeps() {
    String largest = "x".repeat(Settings.LARGEST_SECRET);

    assertThat(new Settings(Map.of(), Map.of("KEY", largest), "r1").secrets()).hasSize(1);
    refuses(Map.of(), Map.of("KEY", largest + "x"), "r1");
    refuses(Map.of(), Map.of("KEY", ""), "r1");
  }

  private static void refuses(
      Map<String, String> environment, Map<String, String> secrets, String revision) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(environment, secrets, revision))
        .withMessageNotContaining(VALUE)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
  }
}
