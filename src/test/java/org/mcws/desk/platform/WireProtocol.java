package org.mcws.desk.platform;

import java.util.Optional;

/** What a bad wire must know of what is spoken over it. */
public interface WireProtocol {

  /**
   * Which request these octets begin, so that it can be struck; empty if they go on with one.
   *
   * @param octets as they were sent in one piece
   */
  Optional<String> request(byte[] octets);

  /** What something in between answers to the request that does not pass it on. */
  byte[] unavailable(byte[] request);

  /** What something in between answers to the request that got no good answer itself. */
  byte[] failed(byte[] request);

  /** Octets that are no answer at all. */
  byte[] garbage();
}
