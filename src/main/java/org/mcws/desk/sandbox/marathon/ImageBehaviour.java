package org.mcws.desk.sandbox.marathon;

import java.util.Arrays;
import java.util.List;

/**
 * What a task of an image does, so that failures can be rehearsed: the word in the image's tag
 * decides, alone or set off by a dash or a dot, as in {@code wordpress:broken} or {@code
 * bot:2.1-crash}. Every other image works.
 */
public enum ImageBehaviour {
  /** Runs and is healthy. */
  WORKS,
  /** Runs, but never becomes healthy; only an app with a health check notices. */
  BROKEN,
  /** Ends at once with TASK_FAILED. */
  CRASH,
  /** Cannot be pulled: TASK_FAILED by REASON_CONTAINER_LAUNCH_FAILED. */
  MISSING,
  /** Works, but takes ten times as long to start. */
  SLOW;

  static ImageBehaviour of(String image) {
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = reference.lastIndexOf(':');
    String tag = colon > reference.lastIndexOf('/') ? reference.substring(colon + 1) : "";
    List<String> words = List.of(tag.split("[-.]"));
    return Arrays.stream(values())
        .filter(behaviour -> behaviour != WORKS)
        .filter(behaviour -> words.contains(behaviour.name().toLowerCase(java.util.Locale.ROOT)))
        .findFirst()
        .orElse(WORKS);
  }
}
