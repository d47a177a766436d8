package org.mcws.desk.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose word it takes until a new version is in production. */
enum DeliveryMode {
  /** Nobody's. */
  AUTO(0),
  /** One owner's. */
  ONE_OWNER(1),
  /** Two owners', one after the other. */
  TWO_OWNERS(2);

  private final int owners;

  DeliveryMode(int owners) {
    this.owners = owners;
  }

  /** How many owners must say go. */
  int owners() {
    return owners;
  }

  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException naming the modes there are
   */
  @JsonCreator
  static DeliveryMode of(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(values())
                            .map(DeliveryMode::label)
                            .collect(Collectors.joining(", "))));
  }
}
