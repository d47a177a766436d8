package org.mcws.desk.community;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** A person whom a community has named to decide for it. */
@Entity
public class Owner {

  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  @Id private UUID id;
  private String community;
  private String email;
  private String name;
  private String language;
  private String timeZone;
  private int position;

  @Enumerated(EnumType.STRING)
  private State state;

  private Instant answeredAt;
  private LocalDate awayUntil;
  private Instant unresponsiveFrom;

  protected Owner() {}

  /**
   * @param email the address, which is also the id of the owner's account
   * @param position place in the owner list, from 0
   */
  public Owner(
      String community, String email, String name, String language, String timeZone, int position) {
    this.id = UUID.randomUUID();
    this.community = community;
    this.email = email.toLowerCase(Locale.ROOT);
    this.name = name;
    this.language = language;
    this.timeZone = timeZone;
    this.position = position;
    this.state = State.NAMED;
  }

  public UUID id() {
    return id;
  }

  public String community() {
    return community;
  }

  /** The lower-case mail address, which is also the id of the owner's account. */
  public String email() {
    return email;
  }

  public String name() {
    return name;
  }

  public Locale language() {
    return Locale.forLanguageTag(language);
  }

  public String timeZone() {
    return timeZone;
  }

  /** A moment as this owner's clock shows it, with the time zone. */
  public String clock(Instant moment) {
    ZoneId zone = ZoneId.of(timeZone);
    return MOMENT.format(moment.atZone(zone)) + " (" + zone + ")";
  }

  public State state() {
    return state;
  }

  /** The last day on which the owner is away, or null. */
  public LocalDate awayUntil() {
    return awayUntil;
  }

  /** Whether the owner is away on this day, which is one of their own time zone. */
  public boolean isAway(LocalDate today) {
    return awayUntil != null && !today.isAfter(awayUntil);
  }

  /** Whether the owner has left questions without an answer for too long. */
  public boolean isUnresponsive(Instant now) {
    return unresponsiveFrom != null && !now.isBefore(unresponsiveFrom);
  }

  void awayUntil(LocalDate lastDay) {
    awayUntil = lastDay;
  }

  void unresponsiveFrom(Instant moment) {
    if (unresponsiveFrom == null || moment.isBefore(unresponsiveFrom)) {
      unresponsiveFrom = moment;
    }
  }

  /** Whatever the owner does shows that they are there. */
  void heardOf() {
    unresponsiveFrom = null;
  }

  void answer(boolean willing, Instant at) {
    state = willing ? State.CONFIRMED : State.DECLINED;
    answeredAt = at;
    heardOf();
  }

  public Instant answeredAt() {
    return answeredAt;
  }

  /** What a named person has said. */
  public enum State {
    /** Asked, no answer yet. */
    NAMED,
    /** Has promised to be responsive; may decide for the community. */
    CONFIRMED,
    /** Does not want to be an owner. */
    DECLINED
  }
}
