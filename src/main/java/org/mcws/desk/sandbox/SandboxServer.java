package org.mcws.desk.sandbox;

import java.util.Map;

/** One of the sandbox's servers. It keeps what it is told in a folder, across restarts. */
public interface SandboxServer extends AutoCloseable {

  /** The name under which it is told to misbehave, such as {@code marathon}. */
  String name();

  /** Starts listening on loopback; what was there before the last stop is there again. */
  void start();

  /** Where it listens, by the keys under which {@code GET /api/sandbox} lists them. */
  Map<String, String> addresses();

  /** The settings with which the production adapters find it. */
  Map<String, Object> settings();

  /** How it misbehaves. */
  Faults faults();

  @Override
  void close();
}
