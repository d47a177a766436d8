package org.mcws.desk.platform.forge;

/** What runs a forge. */
public enum ForgeKind {
  /** github.com or a GitHub Enterprise Server. */
  GITHUB,
  /** gitlab.com or a GitLab of one's own. */
  GITLAB,
  /** Gitea or Forgejo, such as codeberg.org. */
  GITEA
}
