package org.mcws.desk.platform;

import java.util.Optional;

/**
 * The platform gave no usable answer: no connection, a time-out, a 5xx, garbage, or it is busy with
 * something else. Whether the request took effect is unknown; every operation may be repeated.
 */
public class PlatformUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was tried, where, and what Ops should look at, without secrets
   */
  public PlatformUnavailable(String message) {
    super(message);
  }

  /**
   * @param message what was tried, where, and what Ops should look at, without secrets
   * @param cause the failure underneath
   */
  public PlatformUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** The whole part of the platform that does not answer; empty if not that much is known. */
  public Optional<PlatformComponent> component() {
    return Optional.empty();
  }
}
