package org.mcws.desk.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTests {

  private static final Instant NOW = Instant.parse("2027-03-02T11:00:00Z");

  private final Readable words = new Readable(NOW);

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "3599, 59 min",
    "3600, 1 h",
    "11100, 3 h 5 min",
    "172799, 47 h 59 min",
    "172800, 2 d",
    "187200, 2 d 4 h"
  })
  void aTimeHasAtMostTwoUnits(long seconds, String text) {
    assertThat(words.length(seconds)).isEqualTo(text);
  }

  @Test
  void momentsAreToldFromNowAndExactly() {
    assertThat(words.relative(NOW.minusSeconds(11_100))).isEqualTo("3 h 5 min ago");
    assertThat(words.relative(NOW.plusSeconds(60))).isEqualTo("in 1 min");
    assertThat(words.relative(NOW)).isEqualTo("now");
    assertThat(words.exact(NOW)).isEqualTo("2 Mar 2027, 11:00 UTC");
  }
}
