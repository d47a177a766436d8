package org.mcws.desk.build;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A build in a list.
 *
 * @param state waiting, running, built or failed
 * @param reason why it failed: source, dockerfile, files, base, step, memory, time, disk, log or
 *     platform
 * @param message what happened and what to do about it
 * @param image the image with tag and digest
 * @param bytes its size
 */
record BuildSummary(
    UUID id,
    String service,
    String state,
    String reason,
    String message,
    String image,
    Long bytes,
    String orderedBy,
    Instant orderedAt,
    Instant endedAt) {

  BuildSummary(
      UUID id,
      String service,
      ImageBuild.State state,
      ImageBuild.Reason reason,
      String message,
      String image,
      Long bytes,
      String orderedBy,
      Instant orderedAt,
      Instant endedAt) {
    this(
        id,
        service,
        label(state),
        reason == null ? null : label(reason),
        message,
        image,
        bytes,
        orderedBy,
        orderedAt,
        endedAt);
  }

  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
