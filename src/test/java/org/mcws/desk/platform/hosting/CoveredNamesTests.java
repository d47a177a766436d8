package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoveredNamesTests {

  @ParameterizedTest
  @CsvSource({
    "tree.example.org, tree.example.org",
    "TREE.Example.org, tree.EXAMPLE.org",
    "*.example.org, tree.example.org",
    "*.example.org, xn--bume-0qa.example.org",
    "xn--bume-loa.example.org, bäume.example.org",
    "XN--BUME-LOA.example.org, xn--bume-loa.example.org"
  })
  void standForAHost(String name, String host) {
    assertThat(CoveredNames.include(List.of("other.example.net", name), host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "tree.example.org, example.org",
    "tree.example.org, www.tree.example.org",
    "tree.example.org, tree.example.org.evil.example",
    "*.example.org, example.org",
    "*.example.org, a.tree.example.org",
    "*.org, example.org",
    "*, localhost",
    "t*.example.org, tree.example.org",
    "*ree.example.org, tree.example.org",
    "tree.*.org, tree.example.org",
    "*.*.org, tree.example.org",
    "**.example.org, tree.example.org",
    "*.xn--bume-loa.org, xn--bume-loa.org",
    "bäume.example.org, xn--bume-loa.example.org",
    "tree.example.org\u0000.evil.example, tree.example.org",
    "'', tree.example.org"
  })
  void standForNoOtherHost(String name, String host) {
    assertThat(CoveredNames.include(List.of(name), host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree..example.org", "tree example.org", "*.example.org"})
  void standForNothingThatIsNoHostName(String host) {
    assertThat(CoveredNames.include(List.of("*.example.org", host), host)).isFalse();
  }
}
