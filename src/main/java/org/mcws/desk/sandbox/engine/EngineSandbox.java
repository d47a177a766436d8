package org.mcws.desk.sandbox.engine;

import java.util.Map;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;
import org.mcws.desk.sandbox.images.RegistrySandbox;

/**
 * The sandbox's Docker engine, for builds. It reads the files and goes through the Dockerfile as
 * the engine's own builder does, and pushes to the sandbox's registry; but it runs nothing. A step
 * that ends in {@code false} or {@code exit} with a number fails. Like an engine, it forgets
 * nothing but with its images: what was pushed is in the registry.
 */
public final class EngineSandbox implements SandboxServer {

  private final Faults faults = new Faults();
  private final HttpEndpoint http;

  /**
   * Binds its port; {@link #start} makes it answer.
   *
   * @param port the port, 0 for any free one
   * @param registry where images come from and go to
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public EngineSandbox(int port, RegistrySandbox registry) {
    http = new HttpEndpoint("sandbox-engine", port, faults);
    new EngineRoutes(registry).serve(http);
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public void start() {
    http.start();
  }

  @Override
  public Map<String, String> addresses() {
    return Map.of("engine", http.url());
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "desk.builds.engine",
        "tcp://127.0.0.1:" + http.port(),
        "desk.builds.repository",
        "registry.example/communities");
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    http.close();
  }
}
