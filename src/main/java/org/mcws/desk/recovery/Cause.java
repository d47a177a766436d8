package org.mcws.desk.recovery;

import java.util.Optional;
import org.mcws.desk.platform.PlatformComponent;

/**
 * What can hit many services at once.
 *
 * @param name as incidents and signals keep it, such as {@code agent/agent-1}
 */
record Cause(String name) {

  /** So many services at once that the platform itself must be the reason. */
  static final Cause PLATFORM = new Cause("platform");

  private static final String AGENT = "agent/";
  private static final String COMPONENT = "component/";

  static Cause ofAgent(String agent) {
    return new Cause(AGENT + agent);
  }

  static Cause ofComponent(PlatformComponent component) {
    return new Cause(COMPONENT + component.name());
  }

  /** The machine that is the cause, if one is. */
  Optional<String> agent() {
    return after(AGENT);
  }

  /** For people, such as {@code the machine agent-1}. */
  String words() {
    return agent()
        .map(agent -> "the machine " + agent)
        .or(() -> after(COMPONENT).map(part -> PlatformComponent.valueOf(part).words()))
        .orElse("the platform");
  }

  private Optional<String> after(String kind) {
    return name.startsWith(kind) ? Optional.of(name.substring(kind.length())) : Optional.empty();
  }
}
