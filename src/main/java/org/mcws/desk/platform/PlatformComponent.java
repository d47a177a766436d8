package org.mcws.desk.platform;

/** A part of the platform that many services need, and that fails them all at once. */
public enum PlatformComponent {
  /** Takes visitors' requests for all sites. */
  EDGE("the edge"),
  /** Serves all zones. */
  NAME_SERVER("the name server"),
  /** Takes the mail of all domains. */
  MAIL_EXCHANGE("the mail exchange"),
  /** Runs all containers; if it is silent they go on, and nobody can do anything about them. */
  HOSTING("the hosting platform");

  private final String words;

  PlatformComponent(String words) {
    this.words = words;
  }

  /** For people, such as {@code the edge}. */
  public String words() {
    return words;
  }
}
