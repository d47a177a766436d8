package org.mcws.desk.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.update.Visits.Verdict;

class VisitsTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void areKeptAsTheyWere() {
    Visits visits =
        Visits.none()
            .plus(true, Duration.ofMillis(12))
            .plus(false, Duration.ofMillis(500))
            .plus(true, Duration.ofDays(1));
    assertThat(visits).hasToString("12,x,1000000");
    assertThat(Visits.parse("12,x,1000000")).isEqualTo(visits);
    assertThat(Visits.parse("")).isEqualTo(Visits.none());
    assertThat(visits.failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // as good as before
        "20,30,40|10,10,10,10,10,10,10,10,10,10|GOOD",
        // too few
        "20,30,40|10,10,10|MORE",
        // one in ten is more than two points above none
        "20,30,40|10,x|FAILED",
        // but not above one in three
        "20,x,40|10,x,x,x|MORE",
        "20,x,40|10,x,x,x,x|FAILED",
        // what is fast enough may be slower than before
        "20,30,40|900,900,900,900,900,900,900,900,900,900|GOOD",
        // one visitor among ten may wait
        "20,30,40|10,10,10,10,10,10,10,10,10,9000|GOOD",
        "20,30,40|10,10,10,10,10,10,10,10,1001,9000|SLOW",
        // half as slow again as before
        "2000,2000,2000|3000,3000,3000,3000,3000,3000,3000,3000,3000,3000|GOOD",
        "2000,2000,2000|3001,3001,3001,3001,3001,3001,3001,3001,3001,3001|SLOW",
        // a worker has no visitors
        "|0,0,0,0,0,0,0,0,0,0|GOOD",
        "|0,x|FAILED"
      })
  void areJudgedByWhatWasBefore(String before, String after, Verdict verdict) {
    Visits baseline = Visits.parse(before == null ? "" : before);
    assertThat(Visits.parse(after).against(baseline, 10, SECOND)).isEqualTo(verdict);
  }

  @Test
  void opsMaySayWhatIsFastEnough() {
    Visits before = Visits.parse("10");
    Visits after = Visits.parse("2000");
    assertThat(after.against(before, 1, Duration.ofSeconds(2))).isEqualTo(Verdict.GOOD);
    assertThat(after.against(before, 1, Duration.ofMillis(1999))).isEqualTo(Verdict.SLOW);
  }

  @Test
  void amongManyOneInFiftyMayFail() {
    Visits before = Visits.parse("10,10,10");
    Visits visits = Visits.none();
    for (int i = 0; i < 98; i++) {
      visits = visits.plus(true, Duration.ofMillis(10));
    }
    visits = visits.plus(false, Duration.ZERO).plus(false, Duration.ZERO);
    assertThat(visits.against(before, 100, SECOND)).isEqualTo(Verdict.GOOD);
    assertThat(visits.plus(false, Duration.ZERO).against(before, 100, SECOND))
        .isEqualTo(Verdict.FAILED);
  }
}
