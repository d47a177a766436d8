package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.approval.ApprovalsAtAGlance.Band;
import org.springframework.beans.factory.annotation.Autowired;

/** How many approvals wait for how long and for whom, and how fast owners have answered. */
class ApprovalsAtAGlanceProcessTests extends ApprovalStage {

  private static final Duration QUARTER = Duration.ofDays(90);
  private static final int ALL = 10_000;

  @Autowired private ApprovalsAtAGlance approvals;
  @Autowired private ResponseTimes times;

  @Test
  void aQuestionGrowsOlderFromBandToBand() {
    // Years after all that other tests have asked, so that theirs stay in the last band.
    itIs(Instant.parse("2041-03-05T10:00:00Z"));
    Case one = ask(newGroup(), "R3");
    work(one);
    Instant asked = askedAt(one);

    assertThat(ageAfter(asked, Duration.ofDays(1).minusMillis(1))).isEqualTo(0);
    assertThat(ageAfter(asked, Duration.ofDays(1))).isEqualTo(1);
    assertThat(ageAfter(asked, Duration.ofDays(3).minusMillis(1))).isEqualTo(1);
    assertThat(ageAfter(asked, Duration.ofDays(3))).isEqualTo(2);
    assertThat(ageAfter(asked, Duration.ofDays(7).minusMillis(1))).isEqualTo(2);
    assertThat(approvals.bands())
        .extracting(Band::fromDays, Band::untilDays)
        .containsExactly(tuple(0, 1), tuple(1, 3), tuple(3, 7), tuple(7, 0));
  }

  @Test
  void itWaitsForTheOwnersThenForOpsAndInTheEndForNobody() {
    Case one = ask(newGroup(), "R3");
    work(one);
    assertThat(line(one).orElseThrow())
        .satisfies(
            line -> {
              assertThat(line.withOps()).isFalse();
              assertThat(line.deadline()).isAfter(now());
              assertThat(line.task()).isEqualTo(ownersTask(one).getId());
            });

    say(one, one.group().ana(), "noGo");
    work(one);
    assertThat(line(one).orElseThrow())
        .satisfies(
            line -> {
              assertThat(line.withOps()).isTrue();
              assertThat(line.deadline()).isNull();
            });

    Case other = ask(newGroup(), "R3");
    work(other);
    long open = approvals.countOfOpen();
    say(other, other.group().ana(), "go");
    assertThat(line(other)).as("a go waits for nobody").isEmpty();
    assertThat(approvals.countOfOpen()).isEqualTo(open);
  }

  @Test
  void anAnnouncementWaitsForNobodyAndIsNoQuestion() {
    Group group = newGroup();
    Case one = ask(group, notice(group, "R3"));
    work(one);
    assertThat(line(one)).isEmpty();
    assertThat(of(group)).isEmpty();
  }

  @Test
  void theFirstAnswerEndsTheResponseTime() {
    Group group = newGroup();
    for (int hours = 1; hours <= 3; hours++) {
      Case one = ask(group, "R3");
      work(one);
      itIs(now().plus(Duration.ofHours(hours)));
      say(one, group.ana(), "go");
      itIs(now().plus(Duration.ofMinutes(1)));
      say(one, group.ben(), "go");
    }
    assertThat(of(group)).hasSize(1);
    assertThat(of(group).get(0))
        .satisfies(
            list -> {
              assertThat(list.kind()).isEqualTo("security-update");
              assertThat(list.asked()).isEqualTo(3);
              assertThat(list.answered()).isEqualTo(3);
              assertThat(list.medianSeconds()).isEqualTo(2 * 3600);
              assertThat(list.ninetiethSeconds()).isEqualTo(Math.round(2.8 * 3600));
            });
  }

  @Test
  void whatNobodyHasAnsweredCountsAsAskedAndHasNoTime() {
    Group group = newGroup();
    work(ask(group, "R3"));
    ResponseTimes.OfList list = of(group).get(0);
    assertThat(list.asked()).isEqualTo(1);
    assertThat(list.answered()).isZero();
    assertThat(list.medianSeconds()).isNull();
    assertThat(list.ninetiethSeconds()).isNull();
  }

  @Test
  void whatWasAskedBeforeDoesNotCountAnyMore() {
    Group group = newGroup();
    Case one = ask(group, "R3");
    work(one);
    Instant asked = askedAt(one);
    itIs(asked.plus(QUARTER));
    assertThat(of(group)).hasSize(1);
    itIs(asked.plus(QUARTER).plusMillis(1));
    assertThat(of(group)).isEmpty();
  }

  private Instant askedAt(Case one) {
    return Instant.parse(show(one).path("askedAt").asText()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** The youngest band that is not empty. */
  private int ageAfter(Instant asked, Duration age) {
    itIs(asked.plus(age));
    List<Band> bands = approvals.bands();
    return IntStream.range(0, 4).filter(n -> bands.get(n).owners() > 0).findFirst().orElse(-1);
  }

  private Optional<ApprovalsAtAGlance.Line> line(Case one) {
    return approvals.oldest(ALL).stream().filter(line -> line.id().equals(one.id())).findFirst();
  }

  private List<ResponseTimes.OfList> of(Group group) {
    return times.slowest(QUARTER, ALL).stream()
        .filter(list -> list.community().equals(group.slug()))
        .toList();
  }
}
