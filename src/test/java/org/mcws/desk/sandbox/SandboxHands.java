package org.mcws.desk.sandbox;

import java.util.List;
import org.mcws.desk.sandbox.mail.OutsideMail;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;

/** Reaches into a running desk's sandbox, to make happen there what no client can ask for. */
public final class SandboxHands {

  private SandboxHands() {}

  public static MarathonSandbox marathon(Sandbox sandbox) {
    return sandbox.marathon();
  }

  /**
   * What the mails say that somebody outside has got so far, the newest first. The desk's own copy
   * is emptied when a mail has left.
   */
  public static List<String> mailsTo(Sandbox sandbox, String recipient) {
    return sandbox.mails().stream()
        .filter(mail -> mail.recipient().equalsIgnoreCase(recipient))
        .map(OutsideMail::text)
        .toList();
  }
}
