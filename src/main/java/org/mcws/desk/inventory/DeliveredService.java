package org.mcws.desk.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** One thing that a community has or is about to get. */
@Entity
public class DeliveredService implements Persistable<String> {

  @Id private String id;
  private String community;

  @Enumerated(EnumType.STRING)
  private ServiceKind kind;

  private String name;
  private String host;
  private String blueprint;
  private String image;

  @Enumerated(EnumType.STRING)
  private ManagedBy managedBy;

  @Enumerated(EnumType.STRING)
  private State state;

  private String specification;
  private Instant createdAt;
  @Transient private boolean stored;

  protected DeliveredService() {}

  /**
   * @param name unique in the community
   * @param host the DNS name or mail address under which it is found, or null
   * @param blueprint the blueprint it is made from, or null
   * @param image the image it runs, or null
   * @param specification all that is needed to make it, as JSON
   */
  public DeliveredService(
      String community,
      ServiceKind kind,
      String name,
      String host,
      String blueprint,
      String image,
      ManagedBy managedBy,
      String specification,
      Instant createdAt) {
    this.id = community + "." + name;
    this.community = community;
    this.kind = kind;
    this.name = name;
    this.host = host;
    this.blueprint = blueprint;
    this.image = image;
    this.managedBy = managedBy;
    this.state = State.RESERVED;
    this.specification = specification;
    this.createdAt = createdAt;
  }

  /** {@code <community>.<name>}. */
  public String id() {
    return id;
  }

  public String community() {
    return community;
  }

  public ServiceKind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public String host() {
    return host;
  }

  public String blueprint() {
    return blueprint;
  }

  public String image() {
    return image;
  }

  public ManagedBy managedBy() {
    return managedBy;
  }

  public State state() {
    return state;
  }

  public String specification() {
    return specification;
  }

  public Instant createdAt() {
    return createdAt;
  }

  void deliver() {
    state = State.DELIVERED;
  }

  @Override
  public String getId() {
    return id;
  }

  // The id is made of names that people choose: insert a new one, never merge it into another.
  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  /** How far a service is. */
  public enum State {
    /** Its names are kept for it; it may be being made. */
    RESERVED,
    /** The community has it. */
    DELIVERED
  }
}
