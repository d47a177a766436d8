package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.status.Impact;

/**
 * A notice as it is kept, seen by the public or not.
 *
 * @param until when a maintenance ends; empty for an incident
 * @param publishAt when a draft is published by itself; empty for a maintenance
 * @param publishedAt empty while it is a draft
 * @param endedAt empty while it is open
 * @param wordedBy who of Ops has changed the words of the draft
 */
public record KeptNotice(
    String id,
    NoticeKind kind,
    String title,
    Impact impact,
    Stage stage,
    Instant beganAt,
    Optional<Instant> until,
    Optional<Instant> publishAt,
    Optional<Instant> publishedAt,
    Optional<Instant> endedAt,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> wordedBy) {

  public boolean isPublished() {
    return publishedAt.isPresent();
  }

  public boolean isEnded() {
    return endedAt.isPresent();
  }
}
