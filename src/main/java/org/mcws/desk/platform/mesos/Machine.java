package org.mcws.desk.platform.mesos;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A machine that runs tasks.
 *
 * @param agent the id of the agent on it; a machine that was down comes back with another one
 * @param name what it announces itself as
 * @param active whether the master hears from it and offers what it has
 * @param registered when its agent came; the epoch if the master has not heard from it since it
 *     began to lead
 * @param reregistered when its agent last came again after it was out of touch
 * @param attributes what tells it from other machines, such as its zone
 * @param total what it has, without what is reserved for a role
 * @param used what of that its tasks use
 */
public record Machine(
    String agent,
    MachineName name,
    boolean active,
    Instant registered,
    Optional<Instant> reregistered,
    Map<String, String> attributes,
    Resources total,
    Resources used) {

  public Machine {
    attributes = Map.copyOf(attributes);
  }

  /** What is left for further tasks. */
  public Resources free() {
    return total.minus(used);
  }
}
