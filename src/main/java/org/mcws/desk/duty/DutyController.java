package org.mcws.desk.duty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.mcws.desk.duty.DutyView.FeedView;
import org.mcws.desk.duty.DutyView.TurnView;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is on duty, by REST. For Ops. */
@RestController
@RequestMapping("/api/duty")
@Tag(name = "Duty")
public class DutyController {

  private final DutyDoor door;
  private final DutyRota rota;
  private final Turns turns;
  private final Unmatched unmatched;
  private final Feeds feeds;
  private final DutySettings settings;
  private final Clock clock;

  DutyController(
      DutyDoor door,
      DutyRota rota,
      Turns turns,
      Unmatched unmatched,
      Feeds feeds,
      DutySettings settings,
      Clock clock) {
    this.door = door;
    this.rota = rota;
    this.turns = turns;
    this.unmatched = unmatched;
    this.feeds = feeds;
    this.settings = settings;
    this.clock = clock;
  }

  @Operation(
      summary = "Who is on duty now, and whose shift begins next",
      description =
          "By the desk's shifts and the calendar together; without those who are away. Of a calendar"
              + " that can't be read the last good copy counts, and its age is told.")
  @GetMapping
  @Transactional(readOnly = true)
  public DutyView now() {
    door.enter();
    Instant now = clock.instant();
    return new DutyView(
        turns.at(now).stream().map(TurnView::of).toList(),
        coming(now).stream()
            .filter(turn -> turn.from().isAfter(now))
            .findFirst()
            .map(TurnView::of)
            .orElse(null),
        accounts(rota.everybody()),
        accounts(rota.moduleOwner()),
        settings
            .feed()
            .flatMap(url -> feeds.findStateById(Feed.ID))
            .map(feed -> FeedView.of(feed, unmatched.all().size(), now))
            .orElse(null));
  }

  @Operation(summary = "Who has duty when in the next 60 days, by the beginning")
  @GetMapping("/turns")
  @Transactional(readOnly = true)
  public Paged<TurnView> turns(@ParameterObject PageQuery query) {
    door.enter();
    return Paged.slice(coming(clock.instant()), query, TurnView::of);
  }

  @Operation(
      summary = "Events of the calendar that mean nobody the desk knows, or no time",
      description =
          "Each with the first time that it takes place. Nobody has duty by them until the calendar or"
              + " an account is put right.")
  @GetMapping("/unmatched")
  @Transactional(readOnly = true)
  public Paged<UnmatchedView> unmatched(@ParameterObject PageQuery query) {
    door.enter();
    return Paged.slice(unmatched.all(), query, event -> event);
  }

  private List<Turn> coming(Instant now) {
    return turns.between(now, now.plus(DutyRota.AHEAD));
  }

  private static List<String> accounts(List<DutyPerson> people) {
    return people.stream().map(DutyPerson::account).toList();
  }
}
