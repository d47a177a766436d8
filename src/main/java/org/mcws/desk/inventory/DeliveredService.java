package org.mcws.desk.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.mcws.desk.platform.ImageReference;
import org.springframework.data.domain.Persistable;

/** One thing that a community has or is about to get. */
@Entity
@DynamicUpdate
public class DeliveredService implements Persistable<String> {

  @Id private String id;
  private String community;

  @Enumerated(EnumType.STRING)
  private ServiceKind kind;

  private String name;
  private String host;
  private String blueprint;
  private String image;
  private String imageRepository;
  private String imageTag;
  private String imageDigest;
  private String imageVersion;
  private Instant imageSince;

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
    this.id = id(community, name);
    this.community = community;
    this.kind = kind;
    this.name = name;
    this.host = host;
    this.blueprint = blueprint;
    this.managedBy = managedBy;
    this.state = State.RESERVED;
    this.specification = specification;
    this.createdAt = createdAt;
    if (image != null) {
      run(image, Optional.empty(), Optional.empty(), createdAt);
    }
  }

  /** The id that a community's service of this name has. */
  public static String id(String community, String name) {
    return community + "." + name;
  }

  /** The id under which the hosting platform knows a community's app of this name. */
  public static String appId(String community, String name) {
    return "/" + community + "/" + name;
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

  /** The image that it runs, as it was deployed; null if it runs none. */
  public String image() {
    return image;
  }

  /** The digest of the image that runs; empty if nobody has looked. */
  public Optional<String> imageDigest() {
    return Optional.ofNullable(imageDigest);
  }

  /** The version of its blueprint's software; empty if it has none or the image does not tell. */
  public Optional<String> imageVersion() {
    return Optional.ofNullable(imageVersion);
  }

  /** Since when this image runs; null if it runs none. */
  public Instant imageSince() {
    return imageSince;
  }

  /** Whether it is a container on the hosting platform, and so has an image and an app. */
  public boolean runsImage() {
    return kind == ServiceKind.SITE || kind == ServiceKind.WORKER || kind == ServiceKind.SCHEDULED;
  }

  /** Whether its container is meant to run at any time, and not only when its time comes. */
  public boolean isKeptRunning() {
    return runsImage() && kind != ServiceKind.SCHEDULED;
  }

  /** Whether strangers reach what it runs. */
  public boolean isExposed() {
    return kind == ServiceKind.SITE && host != null;
  }

  /** The id under which the hosting platform knows it, if it {@link #runsImage}. */
  public String appId() {
    return appId(community, name);
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

  /**
   * Another image runs from now on.
   *
   * @param version the version of the blueprint's software in it
   */
  final void run(
      String reference, Optional<String> digest, Optional<String> version, Instant since) {
    Optional<ImageReference> parts = ImageReference.parse(reference);
    image = reference;
    imageRepository = parts.map(ImageReference::name).orElse(null);
    imageTag = parts.flatMap(ImageReference::tag).orElse(null);
    imageDigest = digest.or(() -> parts.flatMap(ImageReference::digest)).orElse(null);
    imageVersion = version.orElse(null);
    imageSince = since;
  }

  /** The image's repository as Docker names it, or null. */
  String imageRepository() {
    return imageRepository;
  }

  /** The image's tag, or null. */
  String imageTag() {
    return imageTag;
  }

  /** The image as Docker names it in the shortest way, without digest; empty if it runs none. */
  String imageName() {
    if (imageRepository == null) {
      return image == null ? "" : image;
    }
    return imageTag == null ? imageRepository : imageRepository + ":" + imageTag;
  }

  /** Whether it is known to run this image, and this digest if one is told. */
  boolean runs(String reference, Optional<String> digest) {
    return reference.equals(image) && (digest.isEmpty() || digest.equals(imageDigest()));
  }

  /**
   * @return whether it was not delivered before
   */
  boolean deliver() {
    boolean first = state != State.DELIVERED;
    state = State.DELIVERED;
    return first;
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
