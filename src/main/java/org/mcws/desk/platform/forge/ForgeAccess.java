package org.mcws.desk.platform.forge;

/**
 * A repository on a forge, and what lets the desk tell about its commits there.
 *
 * @param kind what runs the forge
 * @param repository the address from which it is cloned, such as {@code
 *     https://github.com/hispano/site.git}
 * @param token an access token of the forge
 */
public record ForgeAccess(ForgeKind kind, String repository, String token) {

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "ForgeAccess[kind=" + kind + ", repository=" + repository + "]";
  }
}
