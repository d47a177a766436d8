package org.mcws.desk.secret;

/** What should be opened was not sealed by this desk, or not with its key, or it is damaged. */
public class BrokenSeal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenSeal(Throwable cause) {
    super(
        "This cannot be opened: it was not sealed with this desk's key (desk.secret.key), or it is"
            + " damaged",
        cause);
  }
}
