package org.mcws.desk.duty;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.duty.ics.IcsTrouble;
import org.mcws.desk.duty.ics.IcsTurn;

/** Once that an event of the calendar takes place, or an event that can't be read. */
@Entity
@Table(name = "duty_feed_turn")
class FeedTurn {

  private static final String BLANK = " ";
  private static final int MOST_PEOPLE = 15;
  private static final int LONGEST_ADDRESS = 254;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String uid;
  private String summary;
  private String people;
  private String organizer;
  private Instant begins;
  private Instant ends;
  private String trouble;

  protected FeedTurn() {}

  FeedTurn(IcsTurn turn) {
    this.uid = turn.uid();
    this.summary = turn.summary();
    this.people =
        turn.attendees().stream()
            .filter(FeedTurn::canBeAnAddress)
            .limit(MOST_PEOPLE)
            .collect(Collectors.joining(BLANK));
    this.organizer = canBeAnAddress(turn.organizer()) ? turn.organizer() : "";
    this.begins = turn.from();
    this.ends = turn.to();
  }

  FeedTurn(IcsTrouble trouble) {
    this.uid = trouble.uid();
    this.summary = trouble.summary();
    this.people = "";
    this.organizer = "";
    this.trouble = trouble.why().length() > 500 ? trouble.why().substring(0, 500) : trouble.why();
  }

  String uid() {
    return uid;
  }

  String summary() {
    return summary;
  }

  /** Mail addresses of those who take part. */
  List<String> people() {
    return people.isEmpty() ? List.of() : List.of(people.split(BLANK));
  }

  /** The mail address of who has invited, or empty. */
  String organizer() {
    return organizer;
  }

  /** When it begins; null if that is not known. */
  Instant begins() {
    return begins;
  }

  /** When it ends; null if that is not known. */
  Instant ends() {
    return ends;
  }

  List<Span> spans() {
    return List.of(Span.of(begins, ends));
  }

  /** Why it is not known when it takes place. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private static boolean canBeAnAddress(String address) {
    return address.length() <= LONGEST_ADDRESS && !address.matches(".*\\s.*");
  }
}
