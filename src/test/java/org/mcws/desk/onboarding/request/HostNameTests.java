package org.mcws.desk.onboarding.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTests {

  @ParameterizedTest
  @CsvSource({
    "Blog.Hispano.Example, blog.hispano.example",
    "' blog.example. ', blog.example",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "bücher。example, xn--bcher-kva.example",
    "مثال.example, xn--mgbh0fb.example",
    "例え.example, xn--r8jz45g.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "1and1.example, 1and1.example"
  })
  void namesOfAnyScriptAreReadAsDnsHasThem(String text, String ascii) {
    assertThat(HostName.of(text).ascii()).isEqualTo(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "example",
        ".example",
        "a..example",
        "-a.example",
        "a-.example",
        "a_b.example",
        "a b.example",
        "*.example",
        "http://a.example",
        "a.example/x",
        "a.example:80",
        "a@b.example",
        "a.example\nb.example",
        "ü\u0000.example"
      })
  void whatIsNoHostNameIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> HostName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as blog.hispano.example");
  }

  @Test
  void labelsHave63CharactersAndNames253() {
    String label = "a".repeat(63);
    assertThat(HostName.of(label + ".example").ascii()).startsWith(label);
    assertThatThrownBy(() -> HostName.of(label + "a.example"))
        .isInstanceOf(IllegalArgumentException.class);
    String longest = (label + ".").repeat(3) + "b".repeat(61);
    assertThat(HostName.of(longest).ascii()).hasSize(253);
    assertThatThrownBy(() -> HostName.of(longest + "b"))
        .isInstanceOf(IllegalArgumentException.class);
    // 57 ü are 63 characters or more once they are in DNS' own alphabet.
    assertThatThrownBy(() -> HostName.of("ü".repeat(80) + ".example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameLiesBelowItsZoneOnly() {
    HostName name = HostName.of("a.b.example");
    assertThat(name.isBelow("example")).isTrue();
    assertThat(name.isBelow("b.example")).isTrue();
    assertThat(name.isBelow("a.b.example")).isFalse();
    assertThat(HostName.of("xb.example").isBelow("b.example")).isFalse();
    assertThat(HostName.of("bücher.example").readable()).isEqualTo("bücher.example");
  }
}
