package org.mcws.desk.recovery.alert;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a monitoring system says. Texts are one line each, without control characters.
 *
 * @param key what tells this alert from others of its source, the same when it fires, is repeated
 *     and is resolved; 1 to 200 characters
 * @param status whether it says that something is down or up, or nothing of that kind
 * @param ignoredBecause why it says nothing, for people; there if and only if it is ignored
 * @param severity how bad its source says it is, if it says so
 * @param title what it is called; 1 to 200 characters
 * @param detail what else is told; at most 2,000 characters, may be empty
 * @param targets names by which a service may be recognised, without duplicates, the most
 *     trustworthy first: what a label for services says, then Marathon app ids ({@code
 *     /community/name}), then host names as A-labels and IP addresses, without scheme, port and
 *     path. All in lower case; at most 20
 * @param hosts machines of the platform that it names, written as the host names above; at most 20
 * @param startedAt since when it has been down, if that is told
 * @param endedAt since when it is up again, if that is told; never there while it is down
 * @param link where its source shows more: an address of {@code http} or {@code https} without
 *     credentials
 */
public record Alert(
    String key,
    Status status,
    Optional<String> ignoredBecause,
    Optional<Severity> severity,
    String title,
    String detail,
    List<String> targets,
    List<String> hosts,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<URI> link) {

  public Alert {
    targets = List.copyOf(targets);
    hosts = List.copyOf(hosts);
  }

  /** What an alert says of what it watches. */
  public enum Status {
    /** It is down, or not as it should be. */
    DOWN,
    /** It is as it should be again. */
    UP,
    /** Neither: a test, a state in between, something that is no state. */
    IGNORED
  }
}
