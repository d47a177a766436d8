package org.mcws.desk.platform;

import java.util.Optional;

/** A whole part of the platform does not answer: what was asked about is not the only one hit. */
public class ComponentSilent extends PlatformUnavailable {

  private static final long serialVersionUID = 1L;

  private final PlatformComponent component;

  /**
   * @param message what was tried, where, and what Ops should look at, without secrets
   */
  public ComponentSilent(PlatformComponent component, String message, Throwable cause) {
    super(message, cause);
    this.component = component;
  }

  @Override
  public Optional<PlatformComponent> component() {
    return Optional.of(component);
  }
}
