package org.mcws.desk.sandbox.marathon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.Snapshot;

/**
 * The certificates of the sandbox's sites. Each is issued when it is first asked for, for 90 days
 * as Let's Encrypt's are, kept, and renewed in its last third, unless a person said when it ends.
 */
final class SiteCertificates {

  private static final Duration LIFE = Duration.ofDays(90);
  private static final Duration LAST_THIRD = Duration.ofDays(30);

  private final SandboxAuthority authority;
  private final Path folder;
  private final Map<String, Kept> all = new HashMap<>();

  /**
   * @param folder where they are kept
   */
  SiteCertificates(SandboxAuthority authority, Path folder) {
    this.authority = authority;
    this.folder = folder;
  }

  /**
   * The certificate that a site shows now.
   *
   * @param host fit to be a file's name
   */
  synchronized Identity of(String host) {
    Kept kept = kept(host);
    Instant end = kept.identity().certificate().getNotAfter().toInstant();
    if (kept.byHand() || Instant.now().isBefore(end.minus(LAST_THIRD))) {
      return kept.identity();
    }
    return renew(host);
  }

  /** Gives a site another certificate, which is not renewed by itself. */
  synchronized Identity end(String host, Instant at) {
    return keep(host, again(host, at.minus(LIFE), at), true);
  }

  /** Gives a site another certificate, which begins now. */
  synchronized Identity renew(String host) {
    Instant now = Instant.now();
    return keep(host, again(host, now, now.plus(LIFE)), false);
  }

  private Identity again(String host, Instant from, Instant until) {
    // The key stays, so that a handshake under way never has the key of one and the name of
    // another.
    return authority.renew(kept(host).identity(), List.of(host), from, until);
  }

  private Kept kept(String host) {
    return all.computeIfAbsent(host, this::loaded);
  }

  private Kept loaded(String host) {
    Instant now = Instant.now();
    return file(host)
        .load()
        .map(saved -> new Kept(saved.identity().restored(), saved.byHand()))
        // Nobody sees this one, since it has ended already.
        .orElseGet(() -> new Kept(authority.issue(List.of(host), now, now), false));
  }

  private Identity keep(String host, Identity identity, boolean byHand) {
    all.put(host, new Kept(identity, byHand));
    file(host).save(new Saved(identity.kept(), byHand));
    return identity;
  }

  private Snapshot<Saved> file(String host) {
    return new Snapshot<>(folder.resolve(host + ".json"), Saved.class);
  }

  private record Kept(Identity identity, boolean byHand) {}

  /**
   * @param byHand whether a person said when it ends
   */
  record Saved(Identity.Kept identity, boolean byHand) {}
}
