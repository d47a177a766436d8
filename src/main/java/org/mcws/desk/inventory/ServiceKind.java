package org.mcws.desk.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of things that a community can have. */
public enum ServiceKind {
  /** A container that answers visitors under a host name. */
  SITE,
  /** A container without port or domain, such as a bot. */
  WORKER,
  /** A container that runs to its end whenever its time comes. */
  SCHEDULED,
  /** A zone of its own under one of the desk's zones. */
  DOMAIN,
  /** A domain that takes mail. */
  MAIL_DOMAIN,
  /** A mailbox on a mail domain. */
  MAILBOX,
  /** An address that passes its mail on. */
  ALIAS;

  /** The kind as people write it: lower-case with dashes. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException naming the kinds there are
   */
  @JsonCreator
  public static ServiceKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(values())
                            .map(ServiceKind::label)
                            .collect(Collectors.joining(", "))));
  }
}
