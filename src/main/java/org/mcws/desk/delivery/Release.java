package org.mcws.desk.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** What production has run, by number. */
@Entity
@Table(name = "service_release")
@IdClass(Release.Key.class)
class Release implements Persistable<Release.Key> {

  @Id private String service;
  @Id private int number;
  private String commitId;
  private String image;
  private String digest;
  private Integer configuration;
  private String configurationHash;
  private Integer bringsBack;
  private String releasedBy;
  private String approvedBy;
  private UUID approval;
  private UUID delivery;
  private Instant releasedAt;
  @Transient private boolean stored;

  protected Release() {}

  /** What ran before anything was delivered. */
  Release(
      String service,
      int number,
      Optional<String> commit,
      String image,
      Optional<String> digest,
      String releasedBy,
      Instant now) {
    this.service = service;
    this.number = number;
    this.commitId = commit.orElse(null);
    this.image = image;
    this.digest = digest.orElse(null);
    this.releasedBy = releasedBy;
    this.releasedAt = now;
  }

  /**
   * What a delivery has brought.
   *
   * @param configurationHash that of what it is told
   */
  Release(Delivery from, int number, Optional<String> configurationHash, Instant now) {
    this(
        from.service(),
        number,
        from.commit(),
        from.image().orElseThrow(),
        from.digest(),
        from.askedBy(),
        now);
    this.configuration = from.configuration().orElse(null);
    this.configurationHash = configurationHash.orElse(null);
    this.bringsBack = from.release().orElse(null);
    this.approvedBy = from.approval().flatMap(id -> from.decidedBy()).orElse(null);
    this.approval = from.approval().orElse(null);
    this.delivery = from.id();
  }

  String service() {
    return service;
  }

  int number() {
    return number;
  }

  Optional<String> commit() {
    return Optional.ofNullable(commitId);
  }

  /** The image with tag and digest. */
  String image() {
    return image;
  }

  Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  /** The revision of what it is told; empty if that is not the desk's to say. */
  Optional<Integer> configuration() {
    return Optional.ofNullable(configuration);
  }

  /** By which two releases can be compared without knowing what they are told. */
  Optional<String> configurationHash() {
    return Optional.ofNullable(configurationHash);
  }

  /** The release that it is again. */
  Optional<Integer> bringsBack() {
    return Optional.ofNullable(bringsBack);
  }

  String releasedBy() {
    return releasedBy;
  }

  /** Whose go decided, if the owners were asked. */
  Optional<String> approvedBy() {
    return Optional.ofNullable(approvedBy);
  }

  Optional<UUID> approval() {
    return Optional.ofNullable(approval);
  }

  Optional<UUID> delivery() {
    return Optional.ofNullable(delivery);
  }

  Instant releasedAt() {
    return releasedAt;
  }

  @Override
  public Key getId() {
    return new Key(service, number);
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

  record Key(String service, int number) implements Serializable {}
}
