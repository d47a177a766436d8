package org.mcws.desk.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happens when the time for a run comes and the one before has not ended. */
public enum Overlap {
  /** The new one is left out. */
  SKIP,
  /** The old one is stopped, and then the new one begins. */
  REPLACE,
  /** Both run. */
  ALLOW;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming the choices there are
   */
  @JsonCreator
  public static Overlap of(String label) {
    return Arrays.stream(values())
        .filter(overlap -> overlap.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(values())
                            .map(Overlap::label)
                            .collect(Collectors.joining(", "))));
  }
}
