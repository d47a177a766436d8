package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.settings.DeskSettings;

class PaceTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | P2D                 | P2D
          1     | P1M                 | P1M
          0.001 | P2D                 | PT2M52.8S
          0.5   | P1DT12H             | PT18H
          0.01  | P1M                 | PT7H26M24S
          0.1   | R3/PT10M            | R3/PT1M
          0.5   | PT10S,PT30S         | PT5S,PT15S
          0.001 | PT10S               | PT1S
          2     | PT1H                | PT2H
          """)
  void scalesWhatISO8601CanSay(double pace, String wait, String paced) {
    assertThat(pace(pace).of(wait)).isEqualTo(paced);
  }

  @Test
  void noWaitStaysNone() {
    assertThat(pace(0.1).of(Duration.ZERO)).isZero();
  }

  @Test
  void refusesWhatIsNoWait() {
    assertThatThrownBy(() -> pace(0.5).of("two days")).hasMessageContaining("PT10M");
  }

  private static Pace pace(double pace) {
    return new Pace(new DeskSettings(Path.of("data"), pace, URI.create("http://localhost")));
  }
}
