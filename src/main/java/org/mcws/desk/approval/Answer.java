package org.mcws.desk.approval;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.audit.Channel;

/** One answer that an owner has given, whatever became of it. */
@Entity
@Table(name = "approval_answer")
class Answer {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private UUID approval;
  private int round;
  private String who;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  @Enumerated(EnumType.STRING)
  private Choice choice;

  private String reason;
  private LocalDate until;

  @Convert(converter = Json.OfNames.class)
  private List<String> exceptFor;

  @Enumerated(EnumType.STRING)
  private Choice exceptChoice;

  @Enumerated(EnumType.STRING)
  private Effect effect;

  private Instant givenAt;

  protected Answer() {}

  Answer(Approval approval, Voter voter, GivenAnswer given, Effect effect, Instant at) {
    this.approval = approval.id();
    this.round = approval.round();
    this.who = voter.email();
    this.channel = voter.channel();
    this.choice = given.choice();
    this.reason = given.reason();
    this.until = given.until();
    this.exceptFor = given.exceptFor().isEmpty() ? null : List.copyOf(given.exceptFor());
    this.exceptChoice = given.exceptChoice().orElse(null);
    this.effect = effect;
    this.givenAt = at;
  }

  UUID approval() {
    return approval;
  }

  int round() {
    return round;
  }

  /** The owner's mail address. */
  String who() {
    return who;
  }

  Channel channel() {
    return channel;
  }

  /** What was said, or taken back if the effect is {@link Effect#UNDONE}. */
  Choice choice() {
    return choice;
  }

  String reason() {
    return reason;
  }

  LocalDate until() {
    return until;
  }

  /** The services for which the answer does not hold. */
  List<String> exceptFor() {
    return exceptFor == null ? List.of() : exceptFor;
  }

  /** What was said about those; empty if they are to be asked about on their own. */
  Optional<Choice> exceptChoice() {
    return Optional.ofNullable(exceptChoice);
  }

  Effect effect() {
    return effect;
  }

  Instant givenAt() {
    return givenAt;
  }
}
