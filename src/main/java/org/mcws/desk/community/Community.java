package org.mcws.desk.community;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Persistable;

/** A group that receives services. */
@Entity
public class Community implements Persistable<String> {

  @Id private String slug;
  private String name;
  private String languages;
  private String timeZone;
  private String maintenanceWindow;

  @Enumerated(EnumType.STRING)
  private State state;

  private Instant createdAt;
  private String contact;
  @Transient private boolean stored;

  protected Community() {}

  /**
   * @param slug {@code [a-z][a-z0-9-]{1,38}}, the community's name in every id
   * @param languages language tags such as {@code pt-BR}, the most used first
   */
  public Community(
      String slug, String name, List<String> languages, ZoneId timeZone, Instant createdAt) {
    this.slug = slug;
    this.name = name;
    this.languages = String.join(",", languages);
    this.timeZone = timeZone.getId();
    this.state = State.REQUESTED;
    this.createdAt = createdAt;
  }

  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  public List<String> languages() {
    return List.of(languages.split(","));
  }

  public ZoneId timeZone() {
    return ZoneId.of(timeZone);
  }

  /** When it likes its services to be changed; empty for any time. */
  public Optional<MaintenanceWindow> maintenanceWindow() {
    return Optional.ofNullable(maintenanceWindow).map(MaintenanceWindow::parse);
  }

  public State state() {
    return state;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Where the community as a whole is reached, such as its mailing list; or null. */
  public String contact() {
    return contact;
  }

  void reachedAt(String address) {
    contact = address;
  }

  void preferMaintenance(Optional<MaintenanceWindow> window) {
    maintenanceWindow = window.map(MaintenanceWindow::toString).orElse(null);
  }

  void activate() {
    state = State.ACTIVE;
  }

  void deactivate() {
    state = State.REQUESTED;
  }

  @Override
  public String getId() {
    return slug;
  }

  // The slug is chosen by people, so a new community must be inserted, never merged into another.
  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  /** How far a community is. */
  public enum State {
    /** Its onboarding is running; nothing is promised yet. */
    REQUESTED,
    /** It receives services. */
    ACTIVE
  }
}
