package org.mcws.desk.delivery;

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
import org.mcws.desk.build.GitSource;
import org.mcws.desk.platform.forge.ForgeKind;
import org.springframework.data.domain.Persistable;

/**
 * What a service is delivered from, a repository or Dockerfiles that its owners upload, and how.
 * Its row is the lock of all its deliveries.
 */
@Entity
@DynamicUpdate
class DeliverySource implements Persistable<String> {

  private static final int MESSAGE_LENGTH = 2000;

  @Id private String service;
  private String url;
  private String ref;
  private String folder;
  private String dockerfile;

  @Enumerated(EnumType.STRING)
  private DeliveryMode mode;

  private boolean staged;
  private String commitSeen;
  private Instant lookAt;
  private String trouble;
  private String pusherName;
  private String pusherMail;
  private String pusherCommit;
  private Instant pushedAt;
  private Instant pausedAt;
  private String pausedWhy;
  private Instant resumedAt;
  private byte[] hookSecret;

  @Enumerated(EnumType.STRING)
  private ForgeKind forge;

  private byte[] forgeToken;
  private String forgeTrouble;
  private int nextRelease;
  @Transient private boolean stored;

  protected DeliverySource() {}

  /**
   * @param git the repository; empty if Dockerfiles are uploaded
   */
  DeliverySource(
      String service, Optional<GitSource> git, DeliveryMode mode, boolean staged, Instant now) {
    this.service = service;
    this.nextRelease = 1;
    set(git, mode, staged, now);
  }

  /** From now on it is delivered from there, so. Another branch has other commits. */
  final void set(Optional<GitSource> git, DeliveryMode mode, boolean staged, Instant now) {
    if (!git.map(GitSource::url).equals(Optional.ofNullable(url))) {
      // Its token is for the old forge alone.
      tellNoForge();
    }
    if (!git.equals(git())) {
      commitSeen = null;
      trouble = null;
      // Who has pushed before did not push to this one.
      pusherName = null;
      pusherMail = null;
      pusherCommit = null;
      pushedAt = null;
      lookAt = git.isPresent() ? now : null;
    }
    url = git.map(GitSource::url).orElse(null);
    ref = git.map(GitSource::ref).orElse(null);
    folder = git.map(GitSource::folder).orElse(null);
    dockerfile = git.map(GitSource::dockerfile).orElse(null);
    this.mode = mode;
    this.staged = staged;
  }

  String service() {
    return service;
  }

  /** Its repository; empty if its owners upload Dockerfiles. */
  Optional<GitSource> git() {
    return Optional.ofNullable(url).map(known -> new GitSource(known, ref, folder, dockerfile));
  }

  DeliveryMode mode() {
    return mode;
  }

  /** Whether it is tried in staging before anybody is asked. */
  boolean isStaged() {
    return staged;
  }

  /** What the branch had when it was looked at last. */
  Optional<String> commitSeen() {
    return Optional.ofNullable(commitSeen);
  }

  /** Why the last look at the branch came to nothing. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** When its branch is looked at again; empty without a repository. */
  Optional<Instant> lookAt() {
    return Optional.ofNullable(lookAt);
  }

  /**
   * A hook has told that somebody has pushed: it is looked at, at once.
   *
   * @param name who; null if that is not to be believed
   */
  void pushed(String name, String mail, String commit, Instant now) {
    pusherName = name;
    pusherMail = mail;
    pusherCommit = commit;
    pushedAt = now;
    lookAt = now;
  }

  /** Who has pushed this commit, if a hook has told. */
  Optional<Pusher> pusherOf(String commit) {
    return commit.equals(pusherCommit) && pusherName != null
        ? Optional.of(new Pusher(pusherName, Optional.ofNullable(pusherMail)))
        : Optional.empty();
  }

  /**
   * Whether a hook has told of another commit than this, not long ago.
   *
   * @param since what is not long ago
   */
  boolean expectsPush(String commit, Instant since) {
    return pusherCommit != null && !pusherCommit.equals(commit) && pushedAt.isAfter(since);
  }

  /** The branch has this commit. */
  void seen(String commit, Instant next) {
    commitSeen = commit;
    trouble = null;
    lookAt = next;
  }

  /** The branch could not be seen. */
  void notSeen(String why, Instant next) {
    trouble = why.length() > MESSAGE_LENGTH ? why.substring(0, MESSAGE_LENGTH) : why;
    lookAt = next;
  }

  /** A node looks now; who has not come back until then is taken for dead. */
  void look(Instant until) {
    lookAt = until;
  }

  boolean isPaused() {
    return pausedAt != null;
  }

  Optional<Instant> pausedAt() {
    return Optional.ofNullable(pausedAt);
  }

  Optional<String> pausedWhy() {
    return Optional.ofNullable(pausedWhy);
  }

  /** Nothing begins by itself any more. */
  void pause(String why, Instant now) {
    if (pausedAt == null) {
      pausedAt = now;
    }
    pausedWhy = why;
  }

  /** What is pushed begins by itself again, and what failed before is forgiven. */
  void resume(Instant now) {
    pausedAt = null;
    pausedWhy = null;
    resumedAt = now;
  }

  /** Failures before that are forgiven. */
  Optional<Instant> resumedAt() {
    return Optional.ofNullable(resumedAt);
  }

  /** With what a forge proves itself, sealed. */
  Optional<byte[]> hookSecret() {
    return Optional.ofNullable(hookSecret);
  }

  void hookSecret(byte[] sealed) {
    hookSecret = sealed;
  }

  /** What the forge is that is told how commits fare. */
  Optional<ForgeKind> forge() {
    return Optional.ofNullable(forge);
  }

  /** With what the desk proves itself there, sealed. */
  byte[] forgeToken() {
    return forgeToken;
  }

  /** From now on the forge is told. */
  void tellForge(ForgeKind kind, byte[] sealedToken) {
    forge = kind;
    forgeToken = sealedToken;
    forgeTrouble = null;
  }

  /** Nobody is told any more. */
  final void tellNoForge() {
    forge = null;
    forgeToken = null;
    forgeTrouble = null;
  }

  /** Why the forge could not be told; empty if it could. */
  Optional<String> forgeTrouble() {
    return Optional.ofNullable(forgeTrouble);
  }

  void forgeTrouble(String why) {
    forgeTrouble =
        why == null || why.length() <= MESSAGE_LENGTH ? why : why.substring(0, MESSAGE_LENGTH);
  }

  /** The number of the next release. */
  int takeReleaseNumber() {
    return nextRelease++;
  }

  @Override
  public String getId() {
    return service;
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

  /**
   * @param name as the forge has it
   * @param mail an address that mail reaches
   */
  record Pusher(String name, Optional<String> mail) {}
}
