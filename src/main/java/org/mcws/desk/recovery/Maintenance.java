package org.mcws.desk.recovery;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.mcws.desk.status.PlanPhase;
import org.springframework.data.domain.Persistable;

/** A time in which somebody works at a service, and nobody is woken about it. */
@Entity
class Maintenance implements Persistable<String> {

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String service;
  private String community;
  private String words;
  private Instant beginsAt;
  private Instant endsAt;
  private String madeBy;

  @Enumerated(EnumType.STRING)
  private PlanPhase told;

  @Transient private boolean stored;

  protected Maintenance() {}

  /**
   * @param service the service; null for all of the community, or of the platform
   * @param community null for the whole platform, if no service is named either
   * @param words what is done, for the public
   * @param endsAt null until somebody says so
   */
  Maintenance(
      String id,
      Kind kind,
      String service,
      String community,
      String words,
      Instant beginsAt,
      Instant endsAt,
      String madeBy) {
    this.id = id;
    this.kind = kind;
    this.service = service;
    this.community = community;
    this.words = words;
    this.beginsAt = beginsAt;
    this.endsAt = endsAt;
    this.madeBy = madeBy;
  }

  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  String service() {
    return service;
  }

  String community() {
    return community;
  }

  String words() {
    return words;
  }

  Instant beginsAt() {
    return beginsAt;
  }

  Instant endsAt() {
    return endsAt;
  }

  String madeBy() {
    return madeBy;
  }

  /** What the public was told last; null if it is not told of it. */
  PlanPhase told() {
    return told;
  }

  void tell(PlanPhase phase) {
    told = phase;
  }

  void end(Instant at) {
    endsAt = at;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  /** Whose work it is. */
  enum Kind {
    /** The desk brings it to another image. */
    UPDATE,
    /** Ops have planned it. */
    PLANNED
  }
}
