package org.mcws.desk.sandbox;

import org.mcws.desk.sandbox.marathon.MarathonSandbox;

/** Reaches into a running desk's sandbox, to make happen there what no client can ask for. */
public final class SandboxHands {

  private SandboxHands() {}

  public static MarathonSandbox marathon(Sandbox sandbox) {
    return sandbox.marathon();
  }
}
